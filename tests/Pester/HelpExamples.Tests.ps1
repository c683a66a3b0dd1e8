BeforeDiscovery {
    $editing = Import-PowerShellDataFile $PSScriptRoot/../../ProxyManager.psd1 | ForEach-Object CmdletsToExport | Where-Object { $_ -match '^(New|Set|Remove|Get)-Pm(Gateway|Peer|Service|Route|FirewallRule|Inventory)$' }
}

BeforeAll { . $PSScriptRoot/Fleet.ps1 }

Describe 'The examples of <_>' -ForEach $editing {
    It 'run as they stand' {
        foreach ($example in (Get-Help $_).Examples.Example) {
            . $PSScriptRoot/Editable.ps1
            Push-Location $directory
            try {
                Set-Content routes.csv 'Name,Sni,To', 'app,app.example.com,nas/web'
                $null = & ([scriptblock]::Create($example.Code)) 2>&1 | ForEach-Object { if ($_ -is [Management.Automation.ErrorRecord]) { throw $_ } }
            }
            finally { Pop-Location }
        }
    }
}
