using System.Text.Json.Nodes;
using R1Workbook.Core.Grpo.Diagnostics;

namespace R1Workbook.Core.Grpo.Cases;

/// <summary>The policy loss of a case of verl.</summary>
internal static class VerlPolicyLoss
{
    public static JsonObject Answer(JsonNode root, JsonNode entry)
    {
        CaseField.OnlyKnown(
            entry,
            "policy_loss",
            "function",
            "config",
            "loss_agg_mode",
            "rollout_is_weights",
            "old_log_prob",
            "log_prob",
            "advantages",
            "mask",
            "loss",
            "grad",
            "metrics"
        );
        string function = (string)CaseField.Need(entry, "function")!;
        string mode =
            (string?)entry["loss_agg_mode"]
            ?? (function == VerlSettings.Reinforce ? "seq-mean-token-sum" : "token-mean");
        bool[][] mask = VerlCase.MaskOf(root, entry);
        bool tokenwise =
            CaseField.List(CaseField.Need(entry, "advantages"), "advantages").FirstOrDefault() is JsonArray;
        double[][] logProbs = CaseField.Matrix(entry, "log_prob");
        var batch = new GrpoBatch(
            logProbs,
            tokenwise ? new double[logProbs.Length] : CaseField.Vector(entry, "advantages"),
            mask,
            CaseField.Matrix(entry, "old_log_prob"),
            SamplerWeights: CaseField.MatrixOrNull(entry, "rollout_is_weights")
        )
        {
            TokenAdvantages = tokenwise ? CaseField.Matrix(entry, "advantages") : null,
        };
        GrpoSettings settings = VerlSettings.Of(
            function,
            entry["config"] ?? new JsonObject(),
            mode,
            mask.Max(row => row.Length)
        );
        GrpoLoss loss = Grpo.Loss(batch, settings);
        ClipShares clip = loss.Metrics.Clip;
        (double clipped, double lower) = function switch
        {
            VerlSettings.Vanilla => (clip.Low + clip.High, clip.Dual),
            VerlSettings.Gspo => (clip.Low + clip.High, 0),
            VerlSettings.GeoMean => (clip.OutsidePositive, clip.OutsideNegative),
            VerlSettings.Cispo => (clip.Outside, 0),
            VerlSettings.ClipCov => (loss.Metrics.CovarianceShare, 0),
            _ => (0.0, 0.0),
        };
        return new JsonObject
        {
            ["function"] = function,
            ["loss_agg_mode"] = mode,
            ["loss"] = CaseField.Json(loss.Loss),
            ["metrics"] = new JsonObject
            {
                ["actor/pg_clipfrac"] = clipped,
                ["actor/ppo_kl"] = CaseField.Json(
                    function == VerlSettings.KlCov ? Distance(batch) : loss.Metrics.PolicyKl
                ),
                ["actor/pg_clipfrac_lower"] = lower,
            },
            ["grad"] = CaseField.Json(loss.Gradient),
        };
    }

    /// <summary>The mean of |log π − log π_old| over tokens.</summary>
    private static double Distance(GrpoBatch batch)
    {
        double[] each =
        [
            .. batch
                .Mask.SelectMany(
                    (row, b) =>
                        row.Select((kept, t) => kept ? Math.Abs(batch.LogProbs[b][t] - batch.OldLogProbs![b][t]) : -1)
                )
                .Where(distance => distance >= 0),
        ];
        return each.Length == 0 ? 0 : each.Average();
    }
}
