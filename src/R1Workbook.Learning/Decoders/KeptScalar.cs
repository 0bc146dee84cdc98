using TorchSharp;

namespace R1Workbook.Learning.Decoders;

/// <summary>
/// Numbers that live as long as the process. TorchSharp 0.107 makes a native number for every <c>a + b</c>, and does
/// not hold it until libtorch has read it: where the collector runs in between, the call fails with "Unknown scalar
/// type" (94 of 467,480 sums while another thread collected all the time; none of 952,581 with a number that is kept).
/// Code that runs often adds with these.
/// </summary>
internal static class KeptScalar
{
    // More than any expression makes before the first of its calls has returned.
    private const int Capacity = 64;

    [ThreadStatic]
    private static Scalar[]? Latest;

    [ThreadStatic]
    private static int Next;

    /// <summary>1, the factor of what is added.</summary>
    public static readonly Scalar One = Converted(1);

    /// <summary>A number that its caller holds, in a field.</summary>
    /// <param name="value">The number.</param>
    // The conversions are forbidden everywhere (Natives/BannedSymbols.txt) but in these three lines.
#pragma warning disable RS0030
    public static Scalar Held(double value) => value;

    private static Scalar Converted(double value) => value;

    private static Scalar Converted(long value) => value;
#pragma warning restore RS0030

    /// <summary>A number that is held until 63 others have been made on this thread: longer than the call that it is
    /// for.</summary>
    /// <param name="value">The number.</param>
    public static Scalar Of(double value) => Keep(Converted(value));

    /// <summary>A whole number that is held as long, for tensors of whole numbers: with one of <see cref="Of"/> they
    /// would become fractions.</summary>
    /// <param name="value">The number.</param>
    public static Scalar Whole(long value) => Keep(Converted(value));

    /// <summary>a², element by element.</summary>
    public static torch.Tensor Squared(this torch.Tensor a) => a.pow(Whole(2));

    /// <summary>a + b, element by element.</summary>
    public static torch.Tensor Plus(this torch.Tensor a, torch.Tensor b) => a.add(b, One);

    /// <summary>a + b, element by element.</summary>
    public static torch.Tensor Plus(this torch.Tensor a, double b) => a.add(Of(b), One);

    /// <summary>a − b, element by element.</summary>
    public static torch.Tensor Minus(this torch.Tensor a, torch.Tensor b) => a.sub(b);

    /// <summary>a − b, element by element.</summary>
    public static torch.Tensor Minus(this torch.Tensor a, double b) => a.sub(Of(b));

    /// <summary>a b, element by element.</summary>
    public static torch.Tensor Times(this torch.Tensor a, double b) => a.mul(Of(b));

    /// <summary>a / b, element by element.</summary>
    public static torch.Tensor Over(this torch.Tensor a, double b) => a.div(Of(b));

    private static Scalar Keep(Scalar made)
    {
        Scalar[] held = Latest ??= new Scalar[Capacity];
        Next = (Next + 1) % Capacity;
        return held[Next] = made;
    }
}
