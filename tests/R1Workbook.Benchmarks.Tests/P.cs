namespace R1Workbook.Benchmarks.Tests; public class Placeholder { [Fact] public void P() { } }
