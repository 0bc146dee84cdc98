namespace R1Workbook.Kernel.Tests; public class Placeholder { [Fact] public void P() { } }
