namespace R1Workbook.Learning.Stages;

/// <summary>How large an experiment is.</summary>
public enum Scale
{
    /// <summary>Seconds: every line runs, nothing is learned. For continuous integration.</summary>
    Smoke,

    /// <summary>Minutes on two cores. The default, and what the stored outputs show.</summary>
    Laptop,

    /// <summary>The same code on a CUDA device.</summary>
    Gpu,
}

/// <summary>The scale that a notebook runs at.</summary>
public static class Scales
{
    /// <summary>The environment variable by which <c>r1 run --scale</c> reaches the cells.</summary>
    public const string Variable = "R1_SCALE";

    /// <summary>Reads the scale from the environment; <see cref="Scale.Laptop"/> where nothing is set.</summary>
    /// <exception cref="ArgumentException">The variable is set to something else than smoke, laptop or gpu.</exception>
    public static Scale FromEnvironment() => Parse(Environment.GetEnvironmentVariable(Variable));

    /// <summary>Reads a scale by its name, in any case; <see cref="Scale.Laptop"/> for null or nothing.</summary>
    /// <param name="name">smoke, laptop or gpu.</param>
    /// <exception cref="ArgumentException">It is none of them.</exception>
    public static Scale Parse(string? name) =>
        name?.Trim().ToUpperInvariant() switch
        {
            null or "" or "LAPTOP" => Scale.Laptop,
            "SMOKE" => Scale.Smoke,
            "GPU" => Scale.Gpu,
            _ => throw new ArgumentException($"{Variable} is '{name}'; it takes smoke, laptop or gpu.", nameof(name)),
        };
}
