namespace ProxyManager.EndToEnd.Tests.BadDays;

/// <summary>Bad days share a lab, and come one after the other.</summary>
[CollectionDefinition(nameof(BadDaysGroup))]
public sealed class BadDaysGroup : ICollectionFixture<BadDaysLab>;
