namespace ProxyManager.EndToEnd.Tests.Transactions;

/// <summary>Tests of transactions share a lab, and run one after the other.</summary>
[CollectionDefinition(nameof(TransactionsGroup))]
public sealed class TransactionsGroup : ICollectionFixture<TransactionsLab>;
