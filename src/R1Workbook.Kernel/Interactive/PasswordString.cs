namespace Microsoft.DotNet.Interactive;

/// <summary>A password that a cell asked for; it shows as dots, so that it is not stored in a notebook by
/// mistake.</summary>
/// <param name="password">What was typed.</param>
public sealed class PasswordString(string password)
{
    /// <summary>What was typed.</summary>
    public string GetClearTextPassword() => password;

    /// <inheritdoc/>
    public override string ToString() => new('\u00b7', password.Length);
}
