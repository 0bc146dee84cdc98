using System.Reflection;
using Xunit.Sdk;
using SkipException = Xunit.SkipException;

namespace R1Workbook.Testing;

/// <summary>
/// The test of one group of shared files: calls every method of the assembly that <see cref="SharedCheckAttribute"/>
/// gives to the group, and reports all failures at once. It is skipped where a file is absent, after the checks whose
/// files are there.
/// </summary>
/// <param name="group">The name of the group.</param>
public abstract class SharedChecks(string group)
{
    private const BindingFlags Any =
        BindingFlags.Public
        | BindingFlags.NonPublic
        | BindingFlags.Instance
        | BindingFlags.Static
        | BindingFlags.DeclaredOnly;

    /// <summary>Runs the checks.</summary>
    /// <exception cref="XunitException">A check failed, or the group has none.</exception>
    /// <exception cref="SkipException">None failed, and a file or a tool that one needs is absent.</exception>
    [SkippableFact]
    public async Task Every_check_of_the_group_holds()
    {
        MethodInfo[] checks =
        [
            .. GetType()
                .Assembly.GetTypes()
                .SelectMany(type => type.GetMethods(Any))
                .Where(method => method.GetCustomAttribute<SharedCheckAttribute>()?.Group == group)
                .OrderBy(method => $"{method.DeclaringType}.{method.Name}", StringComparer.Ordinal),
        ];
        List<string> failures = [],
            skipped = [];
        int calls = 0;
        foreach (MethodInfo check in checks)
        {
            foreach (object?[] arguments in Arguments(check))
            {
                calls++;
                string name = $"{check.DeclaringType!.Name}.{check.Name}({string.Join(", ", arguments)})";
                try
                {
                    await CallAsync(check, arguments);
                }
                catch (SkipException exception)
                {
                    skipped.Add(exception.Message);
                }
                catch (Exception exception)
                {
                    failures.Add($"{name}: {exception.Message}\n{exception.StackTrace}");
                }
            }
        }
        if (calls == 0)
            throw new XunitException($"No check belongs to the group {group}.");
        if (failures.Count > 0)
            throw new XunitException($"{failures.Count} of {calls} checks failed:\n{string.Join("\n\n", failures)}");
        Skip.If(
            skipped.Count > 0,
            $"{skipped.Count} of {calls} checks of the group {group} were skipped: "
                + string.Join(" ", skipped.Distinct().Take(3))
        );
    }

    private static IEnumerable<object?[]> Arguments(MethodInfo check)
    {
        if (check.GetCustomAttribute<SharedRowsAttribute>() is { } rows)
        {
            object property = check.DeclaringType!.GetProperty(rows.Property, Any)!.GetValue(null)!;
            return ((IEnumerable<object?[]>)property).ToArray();
        }
        SharedRowAttribute[] each = [.. check.GetCustomAttributes<SharedRowAttribute>()];
        return each.Length > 0
            ? each.Select(row => row.Arguments)
            :
            [
                [],
            ];
    }

    // A new object for each call, as xUnit has it, and its end after the call.
    private static async Task CallAsync(MethodInfo check, object?[] arguments)
    {
        object? instance = check.IsStatic ? null : Activator.CreateInstance(check.DeclaringType!);
        try
        {
            if (check.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, arguments, null) is Task task)
                await task;
        }
        finally
        {
            (instance as IDisposable)?.Dispose();
        }
    }
}
