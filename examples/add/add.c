__attribute__((export_name("calculate"))) int calculate(int a, int b) {
    return a + b;
}
