namespace R1Workbook.Notebooks.Tests; public class Placeholder { [Fact] public void P() { } }
