using System.Collections;
using System.Management.Automation;

namespace ProxyManager.Cmdlets;

/// <summary>Lets a parameter take text and numbers only: PowerShell makes text of whatever object there is, and that text would be looked for as a name.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NameTextAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        IEnumerable given = LanguagePrimitives.GetEnumerable(inputData) ?? new[] { inputData };
        foreach (var value in given)
        {
            if ((value is PSObject wrapped ? wrapped.BaseObject : value) is { } other and not string && other.GetType() is { IsPrimitive: false, IsEnum: false })
                throw Refusal();
        }

        return inputData;
    }

    // An object of the pipeline that this parameter refuses is offered to others only where the cause is a failed cast.
    private static ArgumentTransformationMetadataException Refusal()
    {
        const string Message = "a name is text; pipe objects instead of naming them: what Get- gives can be piped to every cmdlet that takes it";
        return new(Message, new PSInvalidCastException(Message));
    }
}
