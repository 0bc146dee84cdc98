namespace R1Workbook.Learning.Tests; public class Placeholder { [Fact] public void P() { } }
