using System.Numerics;

namespace R1Workbook.Learning.Decoders.Fused;

internal sealed partial class AttentionKernel
{
    /// <summary>
    /// dP = do Vᵀ, dS = P ∘ (dP − δ) with δ_i = do_i · o_i, dq = dS K / √hd, dK = Σ dSᵀ q / √hd and dV = Σ Pᵀ do over
    /// the queries that share them.
    /// </summary>
    /// <param name="packed">The texts.</param>
    /// <param name="projected">[M, C] As for <see cref="Forward"/>.</param>
    /// <param name="logSums">[M, Hq] As it left them.</param>
    /// <param name="output">[M, Hq hd] As it left them.</param>
    /// <param name="gradient">[M, Hq hd] do.</param>
    /// <param name="into">[M, C] Becomes dq, dK and dV.</param>
    /// <param name="workspace">Memory.</param>
    public void Backward(
        PackedRows packed,
        ReadOnlySpan<float> projected,
        ReadOnlySpan<float> logSums,
        ReadOnlySpan<float> output,
        ReadOnlySpan<float> gradient,
        Span<float> into,
        Workspace workspace
    )
    {
        int longest = Lanes.Padded(Longest(packed)),
            rows = _heads * _width;
        Span<float> query = workspace.Take(longest, _padded).Span,
            given = workspace.Take(longest, _padded).Span; // [T, hd]: q / √hd, do
        Span<float> keys = workspace.Take(longest, _padded).Span,
            keysAcross = workspace.Take(_width, longest).Span; // [T, hd], [hd, T]
        Span<float> valuesAcross = workspace.Take(_width, longest).Span; // [hd, T]
        Span<float> weights = workspace.Take(longest, longest).Span,
            scores = workspace.Take(longest, longest).Span; // [T, T]: P, dS
        Span<float> queryGradient = workspace.Take(SmallProduct.Rows, _padded).Span; // [4, hd]
        Span<float> keyGradient = workspace.Take(longest, _padded).Span,
            valueGradient = workspace.Take(longest, _padded).Span; // [T, hd]
        for (int b = 0; b + 1 < packed.Starts.Length; b++)
        {
            (int start, int length) = (packed.Starts[b], packed.Starts[b + 1] - packed.Starts[b]);
            int wide = Lanes.Padded(length);
            ReadOnlySpan<float> text = projected[(start * _columns)..];
            Span<float> textGradient = into[(start * _columns)..];
            for (int kv = 0; kv < config.KeyValueHeads; kv++)
            {
                int key = (_heads + kv) * _width,
                    value = (_heads + config.KeyValueHeads + kv) * _width;
                Copy(text, key, _columns, length, keys);
                Transpose(text, key, length, keysAcross, wide);
                Transpose(text, value, length, valuesAcross, wide);
                for (int head = kv * _shared; head < (kv + 1) * _shared; head++)
                {
                    Copy(text, head * _width, _columns, length, query, _scale);
                    Copy(gradient[(start * rows)..], head * _width, rows, length, given);
                    for (int i = 0; i < length; i += SmallProduct.Rows)
                    {
                        int seen = Math.Min(i + SmallProduct.Rows, length),
                            columns = Lanes.Padded(seen);
                        SmallProduct.FourRows(
                            ref query[i * _padded],
                            _padded,
                            1,
                            ref keysAcross[0],
                            wide,
                            ref weights[i * wide],
                            wide,
                            columns,
                            0,
                            _width
                        );
                        SmallProduct.FourRows(
                            ref given[i * _padded],
                            _padded,
                            1,
                            ref valuesAcross[0],
                            wide,
                            ref scores[i * wide],
                            wide,
                            columns,
                            0,
                            _width
                        );
                        for (int row = i; row < seen; row++)
                        {
                            float delta = Dot(
                                given.Slice(row * _padded, _width),
                                output.Slice(((start + row) * _heads + head) * _width, _width)
                            );
                            Span<float> p = weights.Slice(row * wide, columns),
                                ds = scores.Slice(row * wide, columns);
                            ScoreGradient(p, ds, row + 1, logSums[(start + row) * _heads + head], delta);
                        }
                        SmallProduct.FourRows(
                            ref scores[i * wide],
                            wide,
                            1,
                            ref keys[0],
                            _padded,
                            ref queryGradient[0],
                            _padded,
                            _padded,
                            0,
                            seen
                        );
                        for (int row = i; row < seen; row++)
                        {
                            Copy(
                                queryGradient[((row - i) * _padded)..],
                                0,
                                0,
                                1,
                                textGradient.Slice(row * _columns + head * _width, _width),
                                _scale
                            );
                        }
                    }
                    bool add = head > kv * _shared;
                    for (int j = 0; j < length; j += SmallProduct.Rows)
                    {
                        // The columns of dS and P are the rows of their transposes; position j is seen from j on.
                        SmallProduct.FourRows(
                            ref scores[j],
                            1,
                            wide,
                            ref query[0],
                            _padded,
                            ref keyGradient[j * _padded],
                            _padded,
                            _padded,
                            j,
                            length,
                            add
                        );
                        SmallProduct.FourRows(
                            ref weights[j],
                            1,
                            wide,
                            ref given[0],
                            _padded,
                            ref valueGradient[j * _padded],
                            _padded,
                            _padded,
                            j,
                            length,
                            add
                        );
                    }
                }
                for (int j = 0; j < length; j++)
                {
                    keyGradient.Slice(j * _padded, _width).CopyTo(textGradient[(j * _columns + key)..]);
                    valueGradient.Slice(j * _padded, _width).CopyTo(textGradient[(j * _columns + value)..]);
                }
            }
        }
    }

    /// <summary>Scores become weights, P = e^{S − log Σ}, and dP becomes dS = P ∘ (dP − δ); both 0 behind the
    /// length.</summary>
    private static void ScoreGradient(Span<float> weights, Span<float> gradient, int length, float logSum, float delta)
    {
        for (int j = 0; j < weights.Length; j += Lanes.Count)
        {
            Vector<float> p = Lanes.Exp(Lanes.Load(weights, j) - new Vector<float>(logSum));
            Lanes.Store(p, weights, j);
            Lanes.Store(p * (Lanes.Load(gradient, j) - new Vector<float>(delta)), gradient, j);
        }
        weights[length..].Clear();
        gradient[length..].Clear();
    }
}
