namespace R1Workbook.Testing;

/// <summary>
/// Marks a check that reads files of others (<see cref="SharedFiles"/>). It is no test of its own: all checks of a
/// group are one test, a class that derives from <see cref="SharedChecks"/>, so that a clone without those files skips
/// one test a group.
/// </summary>
/// <param name="group">The group of files.</param>
[AttributeUsage(AttributeTargets.Method)]
[IgnoreXunitAnalyzersRule1013]
public sealed class SharedCheckAttribute(string group) : Attribute
{
    /// <summary>The group of files.</summary>
    public string Group => group;
}

/// <summary>The arguments of one call of a check; a check without such an attribute is called once without
/// arguments.</summary>
/// <param name="arguments">The arguments; null for one argument that is null.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class SharedRowAttribute(params object?[]? arguments) : Attribute
{
    /// <summary>The arguments.</summary>
    public object?[] Arguments => arguments ?? [null];
}

/// <summary>The arguments of calls of a check with one argument, from a static property of its class.</summary>
/// <param name="property">The name of the property, a <c>TheoryData</c>.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedRowsAttribute(string property) : Attribute
{
    /// <summary>The name of the property.</summary>
    public string Property => property;
}

/// <summary>Tells xUnit's analyzer by its name that a public method with the marked attribute is meant to be no
/// test.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class IgnoreXunitAnalyzersRule1013Attribute : Attribute;
