using System.Text;
using ProxyManager.Formats.Yaml;
using ProxyManager.Formats.Yaml.Editing;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Inventory.Tests.Editing;

public sealed class EditingCorpusTests
{
    public static TheoryData<string> Cases => EditingCase.All;

    [Theory]
    [MemberData(nameof(Cases))]
    public void Edit_HardCase_ChangesWhatIsMeantAndNothingElse(string name)
    {
        var example = EditingCase.Read(name);

        example.Edit(example.Before).ShouldBe(example.After);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Edit_CarriageReturns_StayAndAreWritten(string name)
    {
        var example = EditingCase.Read(name);

        example.Edit(Windows(example.Before)).ShouldBe(Windows(example.After));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Edit_ByteOrderMark_Stays(string name)
    {
        var example = EditingCase.Read(name);

        example.Edit("\uFEFF" + example.Before).ShouldBe(IsRefused(example.After) ? example.After : "\uFEFF" + example.After);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Edit_Twice_ChangesNothingMore(string name)
    {
        var example = EditingCase.Read(name);
        if (IsRefused(example.After))
            return;

        var desired = example.Apply(Reading.Yaml.Read(example.Before));
        var file = new InventoryFile("fleet.yml", Encoding.UTF8.GetBytes(example.After));

        new YamlInventoryEditor().Edit(file, desired, []).ShouldBeSameAs(file);
    }

    /// <summary>YAML wants a blank before it; the parser does not.</summary>
    [Fact]
    public void Edit_CommentRightBehindABrace_IsNoKey()
    {
        var file = new InventoryFile("fleet.yml", "a: { x: 1 }#\nb: { y: 1 }\n"u8.ToArray());

        var edited = new YamlInventoryEditor().Edit(file, Reading.Yaml.Read("a: { x: 1 }\nb: 2\n"), []).ShouldNotBeNull();

        Encoding.UTF8.GetString(edited.Content.Span).ShouldBe("a: { x: 1 }#\nb: 2\n");
    }

    [Theory]
    [InlineData("a: 1\rb: 2\n", EditingCodes.NotEditable)]
    [InlineData("a: 1\u2028b: 2\n", StructureCodes.NotText)]
    [InlineData("a: 1\na: 2\n", StructureCodes.DuplicateKey)]
    public void Edit_FileThatCannotBeFollowed_IsRefused(string text, string code)
    {
        var found = new List<Diagnostic>();

        new YamlInventoryEditor().Edit(new InventoryFile("fleet.yml", Encoding.UTF8.GetBytes(text)), Reading.Yaml.Read("c: 3\n"), found).ShouldBeNull();

        found.Where(d => d.Severity == DiagnosticSeverity.Error).ShouldHaveSingleItem().Code.ShouldBe(code);
    }

    /// <summary>Whatever the edit of a hard case is, it is done, or refused because others share what it changes.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Edit_AnythingInAHardCase_IsDoneOrRefusedForSharing(string name)
    {
        var file = new InventoryFile("fleet.yml", Encoding.UTF8.GetBytes(EditingCase.Read(name).Before));
        var root = new YamlInventoryReader().Read(file, []).ShouldNotBeNull();
        for (var seed = 0; seed < 300; seed++)
        {
            var edit = RandomEdit.Choose(new Random(seed), root);
            var desired = edit.Apply(root);
            if (desired.Entries.Count == 0)
                continue;
            var found = new List<Diagnostic>();

            var edited = new YamlInventoryEditor().Edit(file, desired, found);

            (edited is null).ShouldBe(found.Count > 0);
            found.ShouldAllBe(d => d.Code == EditingCodes.SharedValue, edit.ToString());
        }
    }

    private static bool IsRefused(string after) => after.StartsWith("PM", StringComparison.Ordinal);

    private static string Windows(string text) => IsRefused(text) ? text : text.Replace("\n", "\r\n", StringComparison.Ordinal);
}
