namespace R1Workbook.Cli.Tests; public class Placeholder { [Fact] public void P() { } }
