namespace R1Workbook.Benchmarks.Sets.Drop;

/// <summary>The assignment problem: rows are given to columns one to one so that the sum is largest (Kuhn 1955, with
/// Jonker's potentials, O(n³)).</summary>
internal static class Alignment
{
    /// <summary>The largest sum.</summary>
    /// <param name="scores">[rows, columns] What each pair is worth, none negative.</param>
    public static double Best(double[,] scores)
    {
        int n = Math.Max(scores.GetLength(0), scores.GetLength(1));
        if (n == 0)
            return 0;
        double Cost(int i, int j) => i <= scores.GetLength(0) && j <= scores.GetLength(1) ? -scores[i - 1, j - 1] : 0;
        double[] rowPotential = new double[n + 1],
            columnPotential = new double[n + 1];
        int[] rowOf = new int[n + 1],
            before = new int[n + 1];
        for (int row = 1; row <= n; row++)
        {
            rowOf[0] = row;
            int column = 0;
            double[] least = [.. Enumerable.Repeat(double.PositiveInfinity, n + 1)];
            bool[] used = new bool[n + 1];
            do
            {
                used[column] = true;
                int from = rowOf[column],
                    next = 0;
                double step = double.PositiveInfinity;
                for (int j = 1; j <= n; j++)
                {
                    if (used[j])
                        continue;
                    double reduced = Cost(from, j) - rowPotential[from] - columnPotential[j];
                    if (reduced < least[j])
                        (least[j], before[j]) = (reduced, column);
                    if (least[j] < step)
                        (step, next) = (least[j], j);
                }
                for (int j = 0; j <= n; j++)
                {
                    if (used[j])
                    {
                        (rowPotential[rowOf[j]], columnPotential[j]) = (
                            rowPotential[rowOf[j]] + step,
                            columnPotential[j] - step
                        );
                    }
                    else
                    {
                        least[j] -= step;
                    }
                }
                column = next;
            } while (rowOf[column] != 0);
            for (; column != 0; column = before[column])
                rowOf[column] = rowOf[before[column]];
        }
        return -Enumerable.Range(1, n).Sum(j => Cost(rowOf[j], j));
    }
}
