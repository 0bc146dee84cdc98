#!import more.fsx
int Twice(int x) => 2 * x;