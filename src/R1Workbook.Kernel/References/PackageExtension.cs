namespace R1Workbook.Kernel.References;

/// <summary>What a package brings to extend .NET Interactive: the folder
/// <c>interactive-extensions/dotnet</c>.</summary>
/// <param name="Package">The package.</param>
/// <param name="Folder">The folder on this machine.</param>
/// <param name="Line">The line of the cell that asked for it, from 1.</param>
public sealed record PackageExtension(string Package, string Folder, int Line);
