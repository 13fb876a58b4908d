// One function for each kind of value that the glue carries across. Text and
// bytes pass through memory: the caller allocates, writes and gives pointer and
// length; what comes back is in the same place.

typedef unsigned char u8;
typedef unsigned int u32;
typedef unsigned long long u64;

#define EXPORT(name) __attribute__((export_name(#name)))
#define PAGE 65536u

extern u8 __heap_base; // where wasm-ld ends the stack and the data

// note tells the glue something while a call is under way.
void note(const char *text, u32 length);
#define NOTE(text) note(text, sizeof(text) - 1)

static u32 next;

// allocate gives size bytes at an 8-byte boundary, growing the memory when
// needed; 0 when it cannot.
EXPORT(allocate) u8 *allocate(u32 size) {
    if (next == 0) next = (u32)&__heap_base;
    u32 start = (next + 7) & ~7u;
    u32 have = __builtin_wasm_memory_size(0) * PAGE;
    if (size > ~0u - start - PAGE) return 0;
    if (start + size > have) {
        u32 pages = (start + size - have + PAGE - 1) / PAGE;
        if (__builtin_wasm_memory_grow(0, pages) == (__SIZE_TYPE__)-1) return 0;
        NOTE("memory grew");
    }
    next = start + size;
    return (u8 *)start;
}

// release gives back all that was allocated.
EXPORT(release) void release(void) { next = 0; }

// upper makes ASCII letters capital and returns the number of code points.
EXPORT(upper) u32 upper(u8 *text, u32 length) {
    u32 points = 0;
    for (u32 i = 0; i < length; i++) {
        if (text[i] >= 'a' && text[i] <= 'z') text[i] -= 'a' - 'A';
        if ((text[i] & 0xc0) != 0x80) points++;
    }
    return points;
}

// root is the square root of x; NaN, infinities and -0 come through.
EXPORT(root) double root(double x) { return __builtin_sqrt(x); }

// mix scrambles 64 bits (the finalizer of splitmix64): every bit counts.
EXPORT(mix) u64 mix(u64 x) {
    x += 0x9e3779b97f4a7c15u;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

// reverse turns bytes around in place and returns their CRC-32 as it was.
EXPORT(reverse) u32 reverse(u8 *bytes, u32 length) {
    u32 crc = ~0u;
    for (u32 i = 0; i < length; i++) {
        crc ^= bytes[i];
        for (int bit = 0; bit < 8; bit++) crc = crc >> 1 ^ (crc & 1 ? 0xedb88320u : 0);
    }
    for (u32 i = 0; i + 1 < length - i; i++) {
        u8 kept = bytes[i];
        bytes[i] = bytes[length - 1 - i];
        bytes[length - 1 - i] = kept;
    }
    return ~crc;
}

// summary is what survey finds; the glue reads it by offset.
struct summary {
    double sum;   // 0: of all numbers
    u32 numbers;  // 8
    u32 strings;  // 12: keys too
    u32 depth;    // 16: of nesting
};

static double number(const u8 **at, const u8 *end) {
    const u8 *p = *at;
    double sign = 1, value = 0, scale = 1;
    if (*p == '-') sign = -1, p++;
    for (; p < end && *p >= '0' && *p <= '9'; p++) value = value * 10 + (*p - '0');
    if (p < end && *p == '.')
        for (p++; p < end && *p >= '0' && *p <= '9'; p++) value += (*p - '0') * (scale /= 10);
    *at = p;
    return sign * value;
}

static const u8 *string(const u8 *p, const u8 *end) {
    for (p++; p < end && *p != '"'; p++)
        if (*p == '\\') p++;
    return p + 1;
}

// survey reads well-formed JSON text, of numbers without exponents, and
// returns a summary of it, or 0 when there is no memory.
EXPORT(survey) struct summary *survey(const u8 *json, u32 length) {
    struct summary *found = (struct summary *)allocate(sizeof *found);
    if (!found) return 0;
    *found = (struct summary){0, 0, 0, 0};
    u32 depth = 0;
    for (const u8 *p = json, *end = json + length; p < end;) {
        if (*p == '"') {
            p = string(p, end);
            found->strings++;
        } else if (*p == '-' || (*p >= '0' && *p <= '9')) {
            found->sum += number(&p, end);
            found->numbers++;
        } else {
            if ((*p == '{' || *p == '[') && ++depth > found->depth) found->depth = depth;
            if (*p == '}' || *p == ']') depth--;
            p++;
        }
    }
    return found;
}
