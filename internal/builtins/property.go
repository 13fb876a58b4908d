package builtins

import (
	"errors"
	"fmt"
	"sort"
	"strings"
	"unicode"
)

var errProperty = errors.New("invalid property name")

// expandProperties replaces the property escapes of a pattern by classes of ranges (https://tc39.es/ecma262/#table-unicode-general-category-values).
func expandProperties(pattern string) (string, error) {
	var b strings.Builder
	class := false
	for i := 0; i < len(pattern); i++ {
		c := pattern[i]
		switch {
		case c == '\\' && i+2 < len(pattern) && (pattern[i+1] == 'p' || pattern[i+1] == 'P') && pattern[i+2] == '{':
			end := strings.IndexByte(pattern[i:], '}')
			if end < 0 {
				return "", errProperty
			}
			ranges, err := property(pattern[i+3:i+end], pattern[i+1] == 'P')
			if err != nil {
				return "", err
			}
			writeClass(&b, ranges, class)
			i += end
			continue
		case c == '\\' && i+1 < len(pattern):
			b.WriteByte(c)
			i++
			c = pattern[i]
		case c == '[':
			class = true
		case c == ']':
			class = false
		}
		b.WriteByte(c)
	}
	return b.String(), nil
}

// span is a range of code points, both ends included.
type span struct{ low, high rune }

func writeClass(b *strings.Builder, ranges []span, inside bool) {
	if !inside {
		b.WriteByte('[')
	}
	for _, r := range ranges {
		if r.low >= 0xd800 && r.high <= 0xdfff {
			continue // the engine matches code points, never halves
		}
		fmt.Fprintf(b, `\u{%x}-\u{%x}`, r.low, r.high)
	}
	if !inside {
		b.WriteByte(']')
	}
}

// property returns the ranges of a property, or of its complement.
func property(name string, complement bool) ([]span, error) {
	tables, err := propertyTables(name)
	if err != nil {
		return nil, err
	}
	var ranges []span
	for _, t := range tables {
		ranges = appendTable(ranges, t)
	}
	ranges = merge(ranges)
	if complement {
		ranges = invert(ranges)
	}
	return ranges, nil
}

func propertyTables(name string) ([]*unicode.RangeTable, error) {
	key, value, paired := strings.Cut(name, "=")
	if paired {
		switch key {
		case "General_Category", "gc":
			return category(value)
		case "Script", "sc", "Script_Extensions", "scx":
			if t, ok := unicode.Scripts[value]; ok {
				return []*unicode.RangeTable{t}, nil
			}
		}
		return nil, errProperty
	}
	if t, ok := derived[name]; ok {
		return t, nil
	}
	if t, ok := unicode.Properties[name]; ok {
		return []*unicode.RangeTable{t}, nil
	}
	return category(name)
}

func category(name string) ([]*unicode.RangeTable, error) {
	if short, ok := unicode.CategoryAliases[name]; ok {
		name = short
	}
	if t, ok := unicode.Categories[name]; ok {
		return []*unicode.RangeTable{t}, nil
	}
	return nil, errProperty
}

func table(ranges ...span) *unicode.RangeTable {
	t := &unicode.RangeTable{}
	for _, r := range ranges {
		t.R32 = append(t.R32, unicode.Range32{Lo: uint32(r.low), Hi: uint32(r.high), Stride: 1})
	}
	return t
}

// emoji are the ranges of the property Extended_Pictographic and its kin (https://www.unicode.org/reports/tr51/).
var emoji = []span{{0xa9, 0xa9}, {0xae, 0xae}, {0x203c, 0x203c}, {0x2049, 0x2049}, {0x2122, 0x2122}, {0x2139, 0x2139}, {0x2194, 0x2199}, {0x21a9, 0x21aa},
	{0x231a, 0x231b}, {0x2328, 0x2328}, {0x23cf, 0x23cf}, {0x23e9, 0x23f3}, {0x23f8, 0x23fa}, {0x24c2, 0x24c2}, {0x25aa, 0x25ab}, {0x25b6, 0x25b6},
	{0x25c0, 0x25c0}, {0x25fb, 0x25fe}, {0x2600, 0x2604}, {0x260e, 0x260e}, {0x2611, 0x2611}, {0x2614, 0x2615}, {0x2618, 0x2618}, {0x261d, 0x261d},
	{0x2620, 0x2620}, {0x2622, 0x2623}, {0x2626, 0x2626}, {0x262a, 0x262a}, {0x262e, 0x262f}, {0x2638, 0x263a}, {0x2640, 0x2640}, {0x2642, 0x2642},
	{0x2648, 0x2653}, {0x265f, 0x2660}, {0x2663, 0x2663}, {0x2665, 0x2666}, {0x2668, 0x2668}, {0x267b, 0x267b}, {0x267e, 0x267f}, {0x2692, 0x2697},
	{0x2699, 0x2699}, {0x269b, 0x269c}, {0x26a0, 0x26a1}, {0x26a7, 0x26a7}, {0x26aa, 0x26ab}, {0x26b0, 0x26b1}, {0x26bd, 0x26be}, {0x26c4, 0x26c5},
	{0x26c8, 0x26c8}, {0x26ce, 0x26cf}, {0x26d1, 0x26d1}, {0x26d3, 0x26d4}, {0x26e9, 0x26ea}, {0x26f0, 0x26f5}, {0x26f7, 0x26fa}, {0x26fd, 0x26fd},
	{0x2702, 0x2702}, {0x2705, 0x2705}, {0x2708, 0x270d}, {0x270f, 0x270f}, {0x2712, 0x2712}, {0x2714, 0x2714}, {0x2716, 0x2716}, {0x271d, 0x271d},
	{0x2721, 0x2721}, {0x2728, 0x2728}, {0x2733, 0x2734}, {0x2744, 0x2744}, {0x2747, 0x2747}, {0x274c, 0x274c}, {0x274e, 0x274e}, {0x2753, 0x2755},
	{0x2757, 0x2757}, {0x2763, 0x2764}, {0x2795, 0x2797}, {0x27a1, 0x27a1}, {0x27b0, 0x27b0}, {0x27bf, 0x27bf}, {0x2934, 0x2935}, {0x2b05, 0x2b07},
	{0x2b1b, 0x2b1c}, {0x2b50, 0x2b50}, {0x2b55, 0x2b55}, {0x3030, 0x3030}, {0x303d, 0x303d}, {0x3297, 0x3297}, {0x3299, 0x3299},
	{0x1f004, 0x1f004}, {0x1f0cf, 0x1f0cf}, {0x1f170, 0x1f171}, {0x1f17e, 0x1f17f}, {0x1f18e, 0x1f18e}, {0x1f191, 0x1f19a}, {0x1f1e6, 0x1f1ff},
	{0x1f201, 0x1f202}, {0x1f21a, 0x1f21a}, {0x1f22f, 0x1f22f}, {0x1f232, 0x1f23a}, {0x1f250, 0x1f251}, {0x1f300, 0x1f321}, {0x1f324, 0x1f393},
	{0x1f396, 0x1f397}, {0x1f399, 0x1f39b}, {0x1f39e, 0x1f3f0}, {0x1f3f3, 0x1f3f5}, {0x1f3f7, 0x1f4fd}, {0x1f4ff, 0x1f53d}, {0x1f549, 0x1f54e},
	{0x1f550, 0x1f567}, {0x1f56f, 0x1f570}, {0x1f573, 0x1f57a}, {0x1f587, 0x1f587}, {0x1f58a, 0x1f58d}, {0x1f590, 0x1f590}, {0x1f595, 0x1f596},
	{0x1f5a4, 0x1f5a5}, {0x1f5a8, 0x1f5a8}, {0x1f5b1, 0x1f5b2}, {0x1f5bc, 0x1f5bc}, {0x1f5c2, 0x1f5c4}, {0x1f5d1, 0x1f5d3}, {0x1f5dc, 0x1f5de},
	{0x1f5e1, 0x1f5e1}, {0x1f5e3, 0x1f5e3}, {0x1f5e8, 0x1f5e8}, {0x1f5ef, 0x1f5ef}, {0x1f5f3, 0x1f5f3}, {0x1f5fa, 0x1f64f}, {0x1f680, 0x1f6c5},
	{0x1f6cb, 0x1f6d2}, {0x1f6d5, 0x1f6d7}, {0x1f6dc, 0x1f6e5}, {0x1f6e9, 0x1f6e9}, {0x1f6eb, 0x1f6ec}, {0x1f6f0, 0x1f6f0}, {0x1f6f3, 0x1f6fc},
	{0x1f7e0, 0x1f7eb}, {0x1f7f0, 0x1f7f0}, {0x1f90c, 0x1f93a}, {0x1f93c, 0x1f945}, {0x1f947, 0x1f9ff}, {0x1fa70, 0x1fa7c}, {0x1fa80, 0x1fa88},
	{0x1fa90, 0x1fabd}, {0x1fabf, 0x1fac5}, {0x1face, 0x1fadb}, {0x1fae0, 0x1fae8}, {0x1faf0, 0x1faf8}}

// derived are the properties that Go has no table of under their own name.
var derived = map[string][]*unicode.RangeTable{
	"Any":                   {table(span{0, unicode.MaxRune})},
	"ASCII":                 {table(span{0, 0x7f})},
	"Alphabetic":            {unicode.L, unicode.Nl, unicode.Other_Alphabetic},
	"Alpha":                 {unicode.L, unicode.Nl, unicode.Other_Alphabetic},
	"Uppercase":             {unicode.Lu, unicode.Other_Uppercase},
	"Upper":                 {unicode.Lu, unicode.Other_Uppercase},
	"Lowercase":             {unicode.Ll, unicode.Other_Lowercase},
	"Lower":                 {unicode.Ll, unicode.Other_Lowercase},
	"space":                 {unicode.White_Space},
	"ID_Start":              {unicode.L, unicode.Nl, unicode.Other_ID_Start},
	"IDS":                   {unicode.L, unicode.Nl, unicode.Other_ID_Start},
	"XID_Start":             {unicode.L, unicode.Nl, unicode.Other_ID_Start},
	"ID_Continue":           {unicode.L, unicode.Nl, unicode.Other_ID_Start, unicode.Mn, unicode.Mc, unicode.Nd, unicode.Pc, unicode.Other_ID_Continue},
	"IDC":                   {unicode.L, unicode.Nl, unicode.Other_ID_Start, unicode.Mn, unicode.Mc, unicode.Nd, unicode.Pc, unicode.Other_ID_Continue},
	"XID_Continue":          {unicode.L, unicode.Nl, unicode.Other_ID_Start, unicode.Mn, unicode.Mc, unicode.Nd, unicode.Pc, unicode.Other_ID_Continue},
	"Emoji":                 {table(emoji...), table(span{0x23, 0x23}, span{0x2a, 0x2a}, span{0x30, 0x39})},
	"Emoji_Presentation":    {table(emoji...)},
	"Extended_Pictographic": {table(emoji...)},
}

func appendTable(ranges []span, t *unicode.RangeTable) []span {
	add := func(low, high, stride rune) {
		if stride == 1 {
			ranges = append(ranges, span{low, high})
			return
		}
		for r := low; r <= high; r += stride {
			ranges = append(ranges, span{r, r})
		}
	}
	for _, r := range t.R16 {
		add(rune(r.Lo), rune(r.Hi), rune(r.Stride))
	}
	for _, r := range t.R32 {
		add(rune(r.Lo), rune(r.Hi), rune(r.Stride))
	}
	return ranges
}

// merge sorts ranges and joins those that touch.
func merge(ranges []span) []span {
	sort.Slice(ranges, func(i, j int) bool { return ranges[i].low < ranges[j].low })
	var out []span
	for _, r := range ranges {
		if n := len(out); n > 0 && r.low <= out[n-1].high+1 {
			out[n-1].high = max(out[n-1].high, r.high)
		} else {
			out = append(out, r)
		}
	}
	return out
}

// invert gives the code points outside of merged ranges.
func invert(ranges []span) []span {
	var out []span
	next := rune(0)
	for _, r := range ranges {
		if r.low > next {
			out = append(out, span{next, r.low - 1})
		}
		next = r.high + 1
	}
	if next <= unicode.MaxRune {
		out = append(out, span{next, unicode.MaxRune})
	}
	return out
}
