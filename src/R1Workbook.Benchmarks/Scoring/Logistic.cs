using MathNet.Numerics.LinearAlgebra;

namespace R1Workbook.Benchmarks.Scoring;

/// <summary>Logistic regression without an intercept, whose targets may be shares: by Newton's method, or with an L1
/// penalty by coordinate descent.</summary>
public static class Logistic
{
    /// <summary>σ(x) = 1 / (1 + e^−x).</summary>
    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    /// <summary>
    /// The coefficients [D] that maximise Σ w (y log σ(xβ) + (1 − y) log(1 − σ(xβ))) − ridge/2 |β|², by Newton's
    /// method.
    /// </summary>
    /// <param name="features">[N][D] The features x.</param>
    /// <param name="targets">[N] The targets y, 0 to 1.</param>
    /// <param name="weights">[N] The weights w.</param>
    /// <param name="ridge">A penalty that makes the maximum unique; tiny where only that is wanted.</param>
    /// <exception cref="ArgumentException">The lists have different lengths or are empty.</exception>
    public static double[] Fit(double[][] features, double[] targets, double[] weights, double ridge = 1e-9)
    {
        if (features.Length == 0 || features.Length != targets.Length || features.Length != weights.Length)
        {
            throw new ArgumentException(
                "one target and one weight belong to each row of features, and there is at least one.",
                nameof(features)
            );
        }

        Matrix<double> x = Matrix<double>.Build.DenseOfRowArrays(features); // [N, D]
        Vector<double> beta = Vector<double>.Build.Dense(x.ColumnCount); // [D]
        for (int step = 0; step < 100; step++)
        {
            Vector<double> p = (x * beta).Map(Sigmoid); // [N]
            // [N]
            Vector<double> residual = Vector<double>.Build.Dense(targets.Length, i => weights[i] * (targets[i] - p[i]));
            Vector<double> gradient = x.TransposeThisAndMultiply(residual) - ridge * beta; // [D]
            Matrix<double> scaled = Matrix<double>.Build.Dense(
                x.RowCount,
                x.ColumnCount,
                (i, j) => x[i, j] * weights[i] * p[i] * (1 - p[i])
            ); // [N, D]
            Matrix<double> hessian =
                x.TransposeThisAndMultiply(scaled)
                + Matrix<double>.Build.DenseDiagonal(x.ColumnCount, Math.Max(ridge, 1e-12)); // [D, D]
            Vector<double> change = hessian.Solve(gradient); // [D]
            // A separable set sends the coefficients away without end; a bounded step keeps the figures finite on the
            // way.
            double norm = change.L2Norm();
            beta += norm > 5 ? change * (5 / norm) : change;
            if (norm < 1e-10)
                break;
        }
        return beta.ToArray();
    }

    /// <summary>
    /// The coefficients [D] that minimise C Σ w (−y log σ(xβ) − (1 − y) log(1 − σ(xβ))) + |β|₁, as liblinear's: by
    /// Newton steps of the smooth part, each solved coordinate by coordinate with soft thresholds (Friedman et al.
    /// 2010).
    /// </summary>
    /// <param name="features">[N][D] The features x.</param>
    /// <param name="targets">[N] The targets y, 0 to 1.</param>
    /// <param name="weights">[N] The weights w.</param>
    /// <param name="c">C, the weight of the data against the penalty.</param>
    public static double[] FitL1(double[][] features, double[] targets, double[] weights, double c)
    {
        int n = features.Length,
            d = features[0].Length;
        double[] beta = new double[d];
        for (int step = 0; step < 100; step++)
        {
            double[] gradient = new double[d];
            double[,] hessian = new double[d, d];
            for (int i = 0; i < n; i++)
            {
                double p = Sigmoid(Dot(features[i], beta)),
                    residual = c * weights[i] * (p - targets[i]),
                    curve = c * weights[i] * Math.Max(p * (1 - p), 1e-12);
                for (int j = 0; j < d; j++)
                {
                    gradient[j] += residual * features[i][j];
                    for (int k = 0; k < d; k++)
                        hessian[j, k] += curve * features[i][j] * features[i][k];
                }
            }
            double[] next = Descend(beta, gradient, hessian);
            double moved = next.Zip(beta, (to, from) => Math.Abs(to - from)).Max();
            beta = next;
            if (moved < 1e-10)
                break;
        }
        return beta;
    }

    private static double[] Descend(double[] beta, double[] gradient, double[,] hessian)
    {
        int d = beta.Length;
        double[] next = [.. beta];
        for (int sweep = 0; sweep < 1000; sweep++)
        {
            double moved = 0;
            for (int j = 0; j < d; j++)
            {
                if (hessian[j, j] <= 0)
                    continue;
                double slope = gradient[j];
                for (int k = 0; k < d; k++)
                    slope += hessian[j, k] * (next[k] - beta[k]);
                double free = next[j] - slope / hessian[j, j],
                    limit = 1 / hessian[j, j];
                double value = Math.Sign(free) * Math.Max(0, Math.Abs(free) - limit);
                moved = Math.Max(moved, Math.Abs(value - next[j]));
                next[j] = value;
            }
            if (moved < 1e-12)
                break;
        }
        return next;
    }

    private static double Dot(double[] first, double[] second)
    {
        double sum = 0;
        for (int i = 0; i < first.Length; i++)
            sum += first[i] * second[i];
        return sum;
    }
}
