namespace R1Workbook.Tests; public class Placeholder { [Fact] public void P() { } }
