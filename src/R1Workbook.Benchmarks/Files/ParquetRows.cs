using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Parquet;
using Parquet.Serialization;
using R1Workbook.Core.Files;

namespace R1Workbook.Benchmarks.Files;

/// <summary>Rows of a Parquet file, as Hugging Face keeps data sets; nested columns become lists and objects.</summary>
internal static class ParquetRows
{
    private const long MostLength = 2L << 30;

    // A text of the dictionary is one object in all rows that have it, not a copy in each.
    static ParquetRows() =>
        (ParquetOptions.PreferUntypedString, ParquetOptions.PreferUntypedByteArray) = (false, false);

    public static IEnumerable<DataRow> Read(string file, Func<Stream> open)
    {
        ArraySegment<byte> bytes;
        using (Stream stream = open())
            bytes = WholeContent.Read(stream);
        int number = 0;
        long length = 0;
        foreach (IDictionary<string, object?> row in Deserialize(file, bytes))
        {
            byte[] json = JsonSerializer.SerializeToUtf8Bytes(Node(row));
            number++;
            // A text that stands in the file once can be in every row.
            if ((length += json.Length) > MostLength)
            {
                throw new DataFileException(
                    file,
                    number,
                    $"the rows up to here have more than {MostLength} bytes, though the file has {bytes.Count}. "
                        + "Take a part of it.",
                    "row"
                );
            }

            yield return new DataRow(file, number, JsonElement.Parse(json), Unit: "row");
        }
    }

    private static IEnumerable<IDictionary<string, object?>> Deserialize(string file, ArraySegment<byte> bytes)
    {
        try
        {
            // The library reads on for ever where a broken file says that more is to come.
            ThriftStruct footer = ParquetFooter.Read(bytes, out int end);
            ParquetPages.Check(bytes, footer, end, new ParquetSize(bytes.Count));
            Stream stream = Content(bytes);

            // The bytes are in memory and nothing waits for a device, but the library has no synchronous call. It runs
            // on a thread of the pool: on the caller's context it could wait for itself.
            return Task.Run(() => ParquetSerializer.DeserializeUntypedAsync(stream)).GetAwaiter().GetResult().Data!;
        }
        catch (Exception exception)
        {
            // The library throws whatever it stumbles over in a broken file. Memory that it finds too little is that of
            // a number in packed bytes, which nobody has seen before.
            throw new DataFileException(
                file,
                0,
                $"no Parquet file ({exception.Message}). A download cut short looks like this: get the file again."
            );
        }
    }

    private static LineBoundedStream Content(ArraySegment<byte> bytes) =>
        new(new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false), long.MaxValue);

    private static JsonNode? Node(object? value) =>
        value switch
        {
            null => null,
            string text => text,
            ReadOnlyMemory<char> text => text.ToString(),
            bool truth => truth,
            int number => number,
            long number => number,
            float number => number,
            double number => number,
            byte[] bytes => Convert.ToBase64String(bytes),
            ReadOnlyMemory<byte> bytes => Convert.ToBase64String(bytes.Span),
            IDictionary<string, object?> row => new JsonObject(
                row.Select(field => KeyValuePair.Create(field.Key, Node(field.Value)))
            ),
            System.Collections.IEnumerable list => new JsonArray([.. list.Cast<object?>().Select(Node)]),
            IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString(),
        };
}
