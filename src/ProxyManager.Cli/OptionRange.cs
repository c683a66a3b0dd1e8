using System.CommandLine;
using System.Globalization;

namespace ProxyManager.Cli;

/// <summary>Bounds of options that take a number.</summary>
internal static class OptionRange
{
    /// <summary>Refuses numbers out of a range; what is no number is refused by itself.</summary>
    public static void AcceptOnlyBetween(this Option<int> option, int least, int most) => option.Validators.Add(result =>
    {
        if (result.Tokens is [var token] && int.TryParse(token.Value, CultureInfo.InvariantCulture, out var number) && (number < least || number > most))
            result.AddError($"{option.Name} must be between {least} and {most}");
    });
}
