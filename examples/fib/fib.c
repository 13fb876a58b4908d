// 1, 1, 2, 3, 5, ... from n = 0, by the slow recursion: the work is the point.
__attribute__((export_name("calculate"))) int calculate(int n) {
    return n < 2 ? 1 : calculate(n - 1) + calculate(n - 2);
}
