namespace ProxyManager.Cli.Output;

/// <summary>Colours as SGR parameters (ECMA-48, 8.3.117).</summary>
internal enum Color
{
    Bold = 1,
    Dim = 2,
    Red = 31,
    Green = 32,
    Yellow = 33,
    Cyan = 36,
}
