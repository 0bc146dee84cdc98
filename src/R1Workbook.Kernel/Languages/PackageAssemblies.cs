namespace R1Workbook.Kernel.Languages;

/// <summary>The paths of the assemblies that a <c>#r "nuget: NAME, VERSION"</c> brings.</summary>
/// <param name="directive">The text between the quotes.</param>
/// <param name="line">The line of the directive, for errors.</param>
/// <exception cref="Cells.CellException">There is no such package; the message says what to do.</exception>
internal delegate IReadOnlyList<string> PackageAssemblies(string directive, int line);
