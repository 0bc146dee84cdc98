namespace R1Workbook.Plotting;

/// <summary>Objects of Plotly's JSON, by the names of its reference.</summary>
internal static class PlotlyObject
{
    /// <summary>An object of these properties.</summary>
    /// <param name="properties">Names and values.</param>
    public static DynamicObj.DynamicObj Of(params (string Name, object Value)[] properties)
    {
        var result = new DynamicObj.DynamicObj();
        foreach ((string name, object value) in properties)
            result.SetProperty(name, value);
        return result;
    }
}
