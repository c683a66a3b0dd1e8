namespace ProxyManager.Fleets.Resolution;

/// <summary>The codes of what can be wrong with the meaning of an inventory; explained in docs/errors.md.</summary>
internal static class ResolutionCodes
{
    public const string NameTaken = "PM1101";
    public const string UnknownName = "PM1102";
    public const string WrongKindOfName = "PM1103";
    public const string GroupWithoutHosts = "PM1104";
    public const string ListedTwice = "PM1105";
    public const string AddressMissing = "PM1106";
    public const string AddressOutside = "PM1107";
    public const string AddressReserved = "PM1108";
    public const string AddressTaken = "PM1109";
    public const string BecomeWithoutSsh = "PM1110";
    public const string KeyTaken = "PM1111";
    public const string KeyMissing = "PM1112";
    public const string ViaNeeded = "PM1113";
    public const string TooManyGateways = "PM1114";
    public const string NoGateway = "PM1115";
    public const string NotManaged = "PM1116";
    public const string PatternInvalid = "PM1117";
    public const string PatternMatchesNothing = "PM1118";
    public const string SilentPeer = "PM1119";

    public const string KeyOfAnotherKind = "PM1201";
    public const string NameNeeded = "PM1202";
    public const string WildcardCertificate = "PM1203";
    public const string TargetInvalid = "PM1204";
    public const string TargetScheme = "PM1205";
    public const string ProtocolNotServed = "PM1206";
    public const string RangeLength = "PM1207";
    public const string RangeEnd = "PM1208";
    public const string NoTunnel = "PM1209";
    public const string NoSharedFamily = "PM1210";
    public const string ForeignGateway = "PM1211";
    public const string ClientIpImpossible = "PM1212";
    public const string BalanceImpossible = "PM1213";
    public const string HealthImpossible = "PM1214";
    public const string EdgeCannot = "PM1215";
    public const string ClientAddressLost = "PM1216";
    public const string PortTaken = "PM1217";
    public const string TlsAndPlain = "PM1218";
    public const string RouteNameTaken = "PM1219";
    public const string DefaultTaken = "PM1220";
    public const string RuleTaken = "PM1221";

    public const string KeyDiffersFromLock = "PM1301";
    public const string HostNotInitialised = "PM1302";
    public const string HostRetired = "PM1303";
}
