using ProxyManager.Inventory.Values;

namespace ProxyManager.Inventory.Tests.Reading;

public sealed class CoreSchemaTests
{
    /// <summary>YAML 1.2.2, 10.3.2, and what YAML 1.1 read differently.</summary>
    [Theory]
    [InlineData("null", ScalarKind.Null)]
    [InlineData("~", ScalarKind.Null)]
    [InlineData("", ScalarKind.Null)]
    [InlineData("nULL", ScalarKind.String)]
    [InlineData("true", ScalarKind.Boolean)]
    [InlineData("FALSE", ScalarKind.Boolean)]
    [InlineData("tRUE", ScalarKind.String)]
    [InlineData("on", ScalarKind.String)]
    [InlineData("off", ScalarKind.String)]
    [InlineData("yes", ScalarKind.String)]
    [InlineData("No", ScalarKind.String)]
    [InlineData("y", ScalarKind.String)]
    [InlineData("0", ScalarKind.Integer)]
    [InlineData("-19", ScalarKind.Integer)]
    [InlineData("+12", ScalarKind.Integer)]
    [InlineData("017", ScalarKind.Integer)]
    [InlineData("0o17", ScalarKind.Integer)]
    [InlineData("0o18", ScalarKind.String)]
    [InlineData("0x3A", ScalarKind.Integer)]
    [InlineData("-0x3A", ScalarKind.String)]
    [InlineData("0b11", ScalarKind.String)]
    [InlineData("1_000", ScalarKind.String)]
    [InlineData("190:20:30", ScalarKind.String)]
    [InlineData("0.", ScalarKind.Float)]
    [InlineData("-.0", ScalarKind.Float)]
    [InlineData("12e03", ScalarKind.Float)]
    [InlineData(".inf", ScalarKind.Float)]
    [InlineData("-.INF", ScalarKind.Float)]
    [InlineData(".NaN", ScalarKind.Float)]
    [InlineData("10.20.0.1", ScalarKind.String)]
    [InlineData("2001-01-01", ScalarKind.String)]
    [InlineData("fd20::1", ScalarKind.String)]
    [InlineData("\"12\"", ScalarKind.String)]
    [InlineData("''", ScalarKind.String)]
    [InlineData("!!str 12", ScalarKind.String)]
    [InlineData("! 12", ScalarKind.String)]
    [InlineData("!!int 12", ScalarKind.Integer)]
    public void Read_Scalar_HasTheTypeOfTheCoreSchema(string text, ScalarKind kind) =>
        Yaml.Read($"key: {text}\n")["key"]!.Value.ShouldBeOfType<ScalarNode>().Kind.ShouldBe(kind);

    [Theory]
    [InlineData("0o17", 15)]
    [InlineData("017", 17)]
    [InlineData("0x1F", 31)]
    [InlineData("+12", 12)]
    [InlineData("-3", -3)]
    public void TryParse_Integer_HasTheValueOfTheCoreSchema(string text, long value)
    {
        CoreInteger.TryParse(text, out var parsed).ShouldBeTrue();
        parsed.ShouldBe(value);
    }

    [Fact]
    public void Read_KeyOn_IsAString() => Yaml.Read("on: eu\n")["on"].ShouldNotBeNull();
}
