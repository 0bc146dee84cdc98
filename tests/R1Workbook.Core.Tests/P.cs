namespace R1Workbook.Core.Tests; public class Placeholder { [Fact] public void P() { } }
