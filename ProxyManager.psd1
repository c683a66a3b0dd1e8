@{
    RootModule = 'ProxyManager.psm1'
    ModuleVersion = '0.1.0'
    GUID = 'a3d9e8c4-51b7-4f0e-9c62-7d0b6a4f21ce'
    Author = 'ProxyManager contributors'
    CompanyName = 'ProxyManager contributors'
    Copyright = 'Copyright (c) ProxyManager contributors'
    Description = 'Publish services behind NAT through a handful of VPSes: one inventory, compiled, applied over SSH, kept true by every host.'
    PowerShellVersion = '7.6'
    CompatiblePSEditions = @('Core')
    FormatsToProcess = @('ProxyManager.Format.ps1xml')
    CmdletsToExport = @(
        'Confirm-PmReconcile'
        'Export-PmPeerConfig'
        'Get-PmConfig'
        'Get-PmDiagnostic'
        'Get-PmDrift'
        'Get-PmFirewall'
        'Get-PmFirewallRule'
        'Get-PmGateway'
        'Get-PmGeneration'
        'Get-PmInventory'
        'Get-PmPeer'
        'Get-PmPlan'
        'Get-PmRoute'
        'Get-PmService'
        'Get-PmStatus'
        'Import-PmWireGuardConfig'
        'Initialize-PmHost'
        'Invoke-PmReconcile'
        'New-PmBundle'
        'New-PmFirewall'
        'New-PmFirewallRule'
        'New-PmGateway'
        'New-PmInventory'
        'New-PmPeer'
        'New-PmRoute'
        'New-PmService'
        'New-PmSigningKey'
        'Remove-PmFirewall'
        'Remove-PmFirewallRule'
        'Remove-PmGateway'
        'Remove-PmHost'
        'Remove-PmPeer'
        'Remove-PmRoute'
        'Remove-PmService'
        'Resume-PmReconcile'
        'Set-PmFirewall'
        'Set-PmFirewallRule'
        'Set-PmGateway'
        'Set-PmPeer'
        'Set-PmRoute'
        'Set-PmService'
        'Suspend-PmReconcile'
        'Test-PmBundle'
        'Test-PmConnection'
        'Test-PmInventory'
        'Undo-PmReconcile'
    )
    FunctionsToExport = @()
    VariablesToExport = @()
    AliasesToExport = @()
    PrivateData = @{
        PSData = @{
            Tags = @('WireGuard', 'ReverseProxy', 'NAT', 'nftables', 'Caddy', 'HAProxy', 'PSEdition_Core', 'Linux')
            ReleaseNotes = 'See CHANGELOG.md.'
        }
    }
}
