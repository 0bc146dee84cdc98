using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace R1Workbook.Learning.Decoders;

public sealed partial class Decoder
{
    private Tensor Norm(Tensor x, Tensor scale) => RmsNorm.Of(x, scale, _epsilon); // [..., D]

    private Tensor Attend(Tensor normed, in DecoderBlock block, (Tensor, Tensor) turns, KeyValueCache? cache, int layer)
    {
        (long rows, long tokens) = (normed.shape[0], normed.shape[1]);
        (int hq, int hkv, int hd) = (Config.Heads, Config.KeyValueHeads, Config.HeadWidth);
        Tensor projected = normed.Product(block.QueryKeyValue.t()); // [B, T, (Hq + 2 Hkv) hd]
        if (block.QueryKeyValueBias is { } bias)
            projected = projected.add(bias, KeptScalar.One);
        Tensor heads = projected.view(rows, tokens, hq + 2 * hkv, hd); // [B, T, Hq + 2 Hkv, hd]
        Tensor turned = heads.narrow(2, 0, hq + hkv); // [B, T, Hq + Hkv, hd]
        if (block is { QueryNorm: { } ofQuery, KeyNorm: { } ofKey })
            turned = cat([Norm(turned.narrow(2, 0, hq), ofQuery), Norm(turned.narrow(2, hq, hkv), ofKey)], 2);
        turned = RotaryPositions.Turn(turned, turns);
        Tensor query = turned.narrow(2, 0, hq),
            key = turned.narrow(2, hq, hkv),
            value = heads.narrow(2, hq + hkv, hkv);
        int past = cache?.Length ?? 0;
        if (cache is not null)
        {
            cache.Write(layer, key, value);
            if (tokens == 1)
                return AttendOne(query, cache, layer);
            if (past > 0)
            {
                (Tensor keys, Tensor values) = cache.Read(layer, past + (int)tokens); // [B, Hkv, P + T, hd]
                (key, value) = (keys.transpose(1, 2), values.transpose(1, 2));
            }
        }
        (int shared, long all) = (hq / hkv, past + tokens);
        Tensor Spread(Tensor x) =>
            // [B, Hq, P + T, hd]
            x.unsqueeze(3).expand(rows, all, hkv, shared, hd).reshape(rows, all, hq, hd).transpose(1, 2);
        // A prompt that goes on from a filled cache sees all of it: the mask that libtorch makes itself knows only
        // square ones.
        // [T, P + T]
        Tensor? mask = past > 0 ? ones([tokens, all], dtype: ScalarType.Bool, device: Device).tril(past) : null;
        return F.scaled_dot_product_attention(
                query.transpose(1, 2),
                Spread(key),
                Spread(value),
                attn_mask: mask,
                is_casual: mask is null
            )
            .transpose(1, 2)
            .reshape(rows, tokens, hq * hd);
    }

    // One new token a row: two small products beat the fused kernel, and grouped queries need no copies of their keys.
    private Tensor AttendOne(Tensor query, KeyValueCache cache, int layer)
    {
        (long rows, int hkv, int hd) = (query.shape[0], Config.KeyValueHeads, Config.HeadWidth);
        Tensor grouped = query.reshape(rows, hkv, Config.Heads / hkv, hd).mul(_attentionScale); // [B, Hkv, G, hd]
        (Tensor keys, Tensor values) = cache.Read(layer, cache.Length + 1); // [B, Hkv, T, hd]
        Tensor weights = grouped.Product(keys.transpose(2, 3)).softmax(-1); // [B, Hkv, G, T]
        return weights.Product(values).reshape(rows, 1, (long)Config.Heads * hd); // [B, 1, Hq hd]
    }
}
