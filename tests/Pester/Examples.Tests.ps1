BeforeAll {
    . $PSScriptRoot/Fleet.ps1
    $examples = (Resolve-Path $PSScriptRoot/../../examples).Path
    $pm = (Resolve-Path $PSScriptRoot/../../out/bin).Path
    $path = $env:PATH
    $env:PATH = $pm + [IO.Path]::PathSeparator + $path
}

AfterAll { $env:PATH = $path }

Describe 'examples/pester' {
    BeforeAll {
        $hosts = $env:PM_INVENTORY
        $env:PM_INVENTORY = Join-Path $TestDrive validated.yml
        Set-InsideFleet $env:PM_INVENTORY @'
  shop: { udp: 5350, to: nas/dns, on: ams1 }
  office: { udp: 5351, to: nas/dns, on: ams1, allow: [198.51.100.0/24] }
  open: { udp: 5352, to: nas/dns, on: [ams1, fra1] }
  remote: { udp: 5353, to: nas/dns, on: nyc1, allow: [198.51.100.0/24] }
'@
        # In a process of its own: Pester does not run inside Pester.
        $module = Split-Path (Get-Module ProxyManager).ModuleBase
        $results = pwsh -NoProfile -NonInteractive -Command {
            param($examples, $module, $version)
            $env:PSModulePath = $module + [IO.Path]::PathSeparator + $env:PSModulePath
            $WarningPreference = 'SilentlyContinue'
            Import-Module Pester -RequiredVersion $version
            $run = Invoke-Pester -Configuration @{ Run = @{ Path = "$examples/pester"; PassThru = $true }; Output = @{ Verbosity = 'None' } }
            $run.Tests | ForEach-Object { [pscustomobject]@{ Name = $_.ExpandedPath; Result = $_.Result; Error = "$($_.ErrorRecord)" } }
        } -args $examples, $module, (Get-Module Pester).Version
    }

    AfterAll { $env:PM_INVENTORY = $hosts }

    It 'passes: <_>' -ForEach @(
        'The inventory.is valid'
        'The inventory.lets only some use office'
        'The gateway ams1.is as the inventory says'
        'The gateway ams1.has nothing to apply'
        'The gateway ams1.has a session with every peer'
        'The gateway ams1.had nothing to put right today'
        'The route shop.has a healthy upstream on every gateway'
    ) {
        ($results | Where-Object Name -eq $_).Result | Should -Be Passed
    }

    It 'fails: <name>' -ForEach @(
        @{ name = 'The inventory.lets only some use open'; says = 'everybody could reach udp/5352' }
        @{ name = 'The gateway fra1.is as the inventory says'; says = 'fra1: Update nftables proxymanager' }
        @{ name = 'The gateway fra1.has nothing to apply'; says = 'Expected \$null or empty' }
        @{ name = 'The gateway fra1.has a session with every peer'; says = 'Expected 2, but got 1' }
        @{ name = 'The gateway fra1.had nothing to put right today'; says = 'Expected 0, but got 3' }
        @{ name = 'The route open.has a healthy upstream on every gateway'; says = 'on fra1: nas has never shaken hands' }
        @{ name = 'The gateway nyc1.is as the inventory says'; says = 'nyc1: Unknown' }
        @{ name = 'The gateway nyc1.has nothing to apply'; says = 'nyc1 .*PM2001' }
        @{ name = 'The gateway nyc1.has a session with every peer'; says = 'nyc1 .*PM2001' }
        @{ name = 'The gateway nyc1.had nothing to put right today'; says = 'nyc1 .*PM2001' }
        @{ name = 'The route remote.has a healthy upstream on every gateway'; says = 'nyc1' }
    ) {
        $result = $results | Where-Object Name -eq $name
        $result.Result | Should -Be Failed
        $result.Error | Should -Match $says
    }

    It 'asks of no route that may be public who may use it' { $results.Name | Should -Not -Contain 'The inventory.lets only some use shop' }
}

Describe 'examples/azure-automation' {
    BeforeAll {
        $modules = $env:PSModulePath
        $env:PSModulePath = (Split-Path (Get-Module ProxyManager).ModuleBase) + [IO.Path]::PathSeparator + $modules
        $assets = @{ ProxyManagerInventory = $env:PM_INVENTORY; ProxyManagerKey = Get-Content -Raw $env:PM_KEY }
        function global:Get-AutomationVariable([string] $Name) { $assets[$Name] }
        function global:Connect-AzAccount([switch] $Identity) { $Identity | Should -BeTrue }
        function global:Get-AzKeyVaultSecret([string] $VaultName, [string] $Name, [switch] $AsPlainText) { "$VaultName/$Name" | Should -Be vault/ProxyManagerKey; $assets[$Name] }
        $runbook = "$examples/azure-automation/Update-Fleet.ps1"
    }

    AfterAll {
        Remove-Item function:Get-AutomationVariable, function:Connect-AzAccount, function:Get-AzKeyVaultSecret
        $env:PSModulePath = $modules
    }

    BeforeEach { Clear-Request }

    It 'applies, a line a host' {
        & $runbook -Limit eu | Sort-Object | Should -Be 'ams1: InOrder, 0 applied, 0 repaired, generation 1764000000001', 'fra1: Applied, 1 applied, 1 repaired, generation 1764000000001'
    }

    It 'takes the key from a vault' { & $runbook -Limit ams1 -VaultName vault | Should -Match '^ams1: InOrder' }

    It 'changes nothing with -WhatIf' {
        & $runbook -Limit fra1 -WhatIf $true | Should -Be 'fra1: would Update nftables proxymanager', 'fra1: would Update sysctl net.ipv4.ip_forward'
        Get-Request | Should -Not -Match apply
    }

    It 'fails the job when a host fails, after the others, and leaves no key behind' {
        $others = @(Get-ChildItem ([IO.Path]::GetTempPath()) -Filter proxymanager-*).Name
        $lines = [Collections.Generic.List[string]]::new()
        { & $runbook 2>$null | ForEach-Object { $lines.Add($_) } } | Should -Throw '1 of the hosts did not come to the inventory: nyc1'
        $lines | Should -HaveCount 3
        Get-ChildItem ([IO.Path]::GetTempPath()) -Filter proxymanager-* | Where-Object Name -notin $others | Should -BeNullOrEmpty
    }
}

Describe 'examples/scheduled' {
    It 'has units that systemd reads' -Skip:(-not (Get-Command systemd-analyze -ErrorAction Ignore)) {
        # pm is not installed where the unit expects it.
        $service = (Get-Content -Raw $examples/scheduled/pm-drift.service) -replace '/usr/local/bin/pm', "$pm/pm"
        Set-Content (Join-Path $TestDrive pm-drift.service) $service
        Copy-Item $examples/scheduled/pm-drift.timer $TestDrive
        systemd-analyze verify --man=no (Join-Path $TestDrive pm-drift.service) (Join-Path $TestDrive pm-drift.timer) 2>&1 | Where-Object { $_ -match 'pm-drift' } | Should -BeNullOrEmpty
    }

    It 'has a cron job that says what differs and is silent when nothing does' {
        $command = (Get-Content $examples/scheduled/proxymanager.cron | Select-Object -Last 1) -replace '^(\S+ ){5}pm ', ''
        $wrong = sh -c $command
        "$wrong" | Should -Match 'net.ipv4.ip_forward'
        "$wrong" | Should -Match 'nyc1'
        sh -c ($command -replace 'pm drift', 'pm drift --limit ams1') | Should -BeNullOrEmpty
    }
}

Describe 'examples/github-actions' {
    BeforeAll {
        $bin = New-Item -ItemType Directory (Join-Path $TestDrive bin)
        Set-Content "$bin/gh" "#!/bin/sh`necho `"`$*`" >gh.txt"
        chmod +x "$bin/gh"
        $env:PATH = $bin.FullName + [IO.Path]::PathSeparator + $env:PATH
        $env:PULL_REQUEST = 7
        Push-Location $TestDrive
    }

    AfterAll {
        Pop-Location
        $env:PULL_REQUEST = $null
    }

    It 'runs the script that lies beside it' { "$examples/github-actions/plan.yml" | Should -FileContentMatch 'run: ./comment-plan.sh' }

    It 'comments the plan, and fails where a host cannot be read' {
        & $examples/github-actions/comment-plan.sh
        $LASTEXITCODE | Should -Be 1
        Get-Content gh.txt | Should -BeLike 'pr comment 7 *--body-file comment.md'
        Get-Content -Raw comment.md | Should -Match '^The plan failed:[\s\S]*\+ forward tcp/2222'
    }

    It 'succeeds where something would change' {
        $inventory = (Get-Content -Raw $env:PM_INVENTORY) -replace '(?m)^.*nyc1.*\n', ''
        Set-Content fleet.yml $inventory
        $env:PM_INVENTORY = "$TestDrive/fleet.yml"
        & $examples/github-actions/comment-plan.sh
        $LASTEXITCODE | Should -Be 0
        (Get-Content comment.md)[0] | Should -Be 'Applying this would change:'
    }
}
