BeforeAll { . $PSScriptRoot/Fleet.ps1 }

Describe 'Get-PmPlan' {
    BeforeEach { Clear-Request }

    It 'says nothing of a host in order' { Get-PmPlan ams1 | Should -BeNullOrEmpty }

    It 'gives one object a difference' {
        $changes = Get-PmPlan fra1
        $changes.Change | Should -Be Update, Update
        $changes.Drift | Should -Be $false, $true
        $changes[0].Host, $changes[0].Kind, $changes[0].Name | Should -Be fra1, nftables, proxymanager
    }

    It 'has an object and an error for a host that cannot be read' {
        $change = Get-PmPlan nyc1 -ErrorAction SilentlyContinue -ErrorVariable problem
        $change.Change | Should -Be Unknown
        $problem.FullyQualifiedErrorId | Should -BeLike 'PM2001,*'
        $problem[0].TargetObject | Should -Be nyc1
    }

    It 'does one run for hosts from the pipeline' {
        $null = Get-PmGateway -Group eu | Get-PmPlan
        Get-Request | Sort-Object | Should -Be 'differing plan', 'ordered plan'
    }

    It 'asks no host where the pipeline is empty' {
        Get-PmGateway none* | Get-PmPlan | Should -BeNullOrEmpty
        Get-Request | Should -BeNullOrEmpty
    }

    It 'shows progress, an activity a host' {
        $module = (Get-Module ProxyManager).ModuleBase
        $shell = [powershell]::Create().AddScript("Import-Module '$module'; Get-PmPlan eu -WarningAction Ignore")
        try {
            $null = $shell.Invoke()
            $records = $shell.Streams.Progress | Where-Object Activity -in ams1, fra1
            $records.Activity | Sort-Object -Unique | Should -Be ams1, fra1
            $records.CurrentOperation | Should -Contain '1 of 2'
            @($records | Where-Object RecordType -eq Completed).Count | Should -Be 2
        }
        finally { $shell.Dispose() }
    }

    It 'ends early without hanging' { (Get-PmPlan eu | Select-Object -First 1).Host | Should -Be fra1 }

    It 'keeps its objects apart in a job too' {
        $module = (Get-Module ProxyManager).ModuleBase
        $changes = Start-Job { Import-Module $using:module; Get-PmPlan fra1 -WarningAction Ignore } | Receive-Job -Wait -AutoRemoveJob
        $changes.Host | Should -Be fra1, fra1
        $changes[1].Lines | Should -Be '- 0', '+ 1'
    }

    It 'saves no plan where there is no place for it, and asks no host' {
        { Get-PmPlan eu -OutFile $TestDrive } | Should -Throw -ErrorId 'PM2132,*'
        Get-Request | Should -BeNullOrEmpty
    }

    It 'saves the plan of one fleet only, and says whose the other is' {
        $other = Join-Path $TestDrive other.yml
        (Get-Content -Raw $env:PM_INVENTORY) -replace 'fleet: acme', 'fleet: other' | Set-Content $other
        $file = Join-Path $TestDrive two.json
        { [pscustomobject]@{ Inventory = $env:PM_INVENTORY }, [pscustomobject]@{ Inventory = $other } | Get-PmPlan -Limit ams1 -OutFile $file } |
            Should -Throw -ErrorId 'PM2132,*' -ExpectedMessage "*fleet 'acme' now*fleet 'other' would replace it*"
        (Get-Content -Raw $file | ConvertFrom-Json).fleet | Should -Be acme
    }

    It 'takes each pattern for itself' {
        $null = Get-PmPlan 'eu:&ams1', 'fra1'
        Get-Request | Sort-Object | Should -Be 'differing plan', 'ordered plan'
    }

    It 'says which hosts are not in the plan that it saves' {
        $null = Get-PmPlan -OutFile (Join-Path $TestDrive some.json) -ErrorAction SilentlyContinue -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings -join "`n" | Should -Match 'not in the plan, for they were not compared as a whole: nyc1'
    }

    It 'ends with an error for a pattern that matches nothing' {
        { Get-PmPlan nowhere } | Should -Throw -ErrorId 'PM1118,ProxyManager.Cmdlets.Commands.GetPmPlanCommand'
    }
}

Describe 'Get-PmDrift and Get-PmStatus' {
    It 'tells what somebody changed' { (Get-PmDrift fra1 | Where-Object Drift).Name | Should -Be net.ipv4.ip_forward }

    It 'tells how a host is' {
        $status = Get-PmStatus fra1
        $status.State, $status.Edge, $status.PeersUp, $status.PeersTotal, $status.DriftLast24Hours | Should -Be InOrder, 'haproxy 2.6.12', 1, 2, 3
        $status.GenerationTime | Should -Be ([DateTimeOffset]::FromUnixTimeMilliseconds(1764000000000))
    }

    It 'tells which upstreams are up' {
        ((Get-PmStatus fra1).Upstreams | Where-Object Up -EQ $false).Address | Should -Be '10.20.1.10:7002'
        (Get-PmStatus ams1).Upstreams | Should -BeNullOrEmpty
        Get-PmStatus fra1 | Out-String -Width 200 | Should -Match 'Upstreams.*Last run[\s\S]* 1/2, 1 unknown '
    }

    It 'goes on after a host that tells an impossible generation' {
        $fleet = Join-Path $TestDrive timeless.yml
        (Get-Content -Raw $env:PM_INVENTORY) -replace 'root@ordered', 'root@timeless' | Set-Content $fleet
        $status = Get-PmStatus eu -Inventory $fleet | Sort-Object Host
        $status.Host | Should -Be ams1, fra1
        $status[0].Generation, $status[0].GenerationTime | Should -Be ([long]::MaxValue), $null
    }

    It 'has an object for a host that cannot be read, which counts nothing' {
        $status = Get-PmStatus nyc1 -ErrorAction SilentlyContinue
        $status.State | Should -Be Unknown
        $status.PeersUp, $status.PeersTotal, $status.DriftLast24Hours, $status.Upstreams | Should -Be $null, $null, $null, $null
    }
}

Describe 'Invoke-PmReconcile' {
    BeforeEach { Clear-Request }

    It 'is the plan under -WhatIf, and changes nothing' {
        $changes = Invoke-PmReconcile eu -WhatIf
        $changes.Host | Sort-Object -Unique | Should -Be fra1
        Get-Request | Sort-Object | Should -Be 'differing plan', 'ordered plan'
    }

    It 'keeps to -WhatIf with -Force' {
        $null = Invoke-PmReconcile eu -WhatIf -Force
        Get-Request | Should -Not -Match 'apply'
    }

    It 'applies and confirms with -Force, in one round trip where nothing differs' {
        $outcomes = Get-PmGateway -Group eu | Invoke-PmReconcile -Force | Sort-Object Host
        $outcomes.Verdict | Should -Be InOrder, Applied
        $outcomes[1].Applied, $outcomes[1].Repaired | Should -Be 1, 1
        Get-Request | Sort-Object | Should -Be 'differing apply', 'differing confirm', 'ordered apply'
    }

    It 'asks nothing with -Confirm:$false' {
        (Invoke-PmReconcile fra1 -Confirm:$false).Verdict | Should -Be Applied
        Get-Request | Should -Be 'differing apply', 'differing confirm'
    }

    It 'keeps to the hosts that -Limit names' {
        $null = Invoke-PmReconcile -Limit 'eu:!ams1' -Force
        Get-Request | Should -Be 'differing apply', 'differing confirm'
    }

    It 'has hosts wait for as long as -ConfirmTimeoutSeconds says, and for a minute by itself' {
        $null = Invoke-PmReconcile fra1 -Force
        $null = Invoke-PmReconcile fra1 -Force -ConfirmTimeoutSeconds 75
        (Get-RequestBody | Where-Object request -eq apply).confirmSeconds | Should -Be 60, 75
    }

    It 'goes on after a host that cannot be reached' {
        $outcomes = Invoke-PmReconcile -Force -ErrorAction SilentlyContinue -ErrorVariable problem
        $outcomes | Should -HaveCount 3
        $problem | Should -HaveCount 1
        ($outcomes | Where-Object Host -eq nyc1).Verdict | Should -Be Unknown
    }

    It 'finishes a host that has begun when the pipeline ends early' {
        $null = Invoke-PmReconcile fra1, ams1 -Force -ThrottleLimit 1 | Select-Object -First 1
        $requests = Get-Request
        @($requests -match 'differing apply').Count | Should -Be @($requests -match 'differing confirm').Count
    }

    It 'waits for a host that has begun when the pipeline ends early with another' {
        $env:PM_TEST_GATE = Join-Path $TestDrive first-gate
        $module = (Get-Module ProxyManager).ModuleBase
        $shell = [powershell]::Create().AddScript("Import-Module '$module'; Invoke-PmReconcile eu -Force | Select-Object -First 1")
        $output = [Management.Automation.PSDataCollection[psobject]]::new()
        try {
            $run = $shell.BeginInvoke([Management.Automation.PSDataCollection[psobject]]::new(), $output)
            while ($output.Count -eq 0 -or (Get-Request) -notcontains 'differing apply') { [Threading.Thread]::Sleep(20) }
            $null = New-Item $env:PM_TEST_GATE
            $null = $shell.EndInvoke($run)
            $output.Host | Should -Be ams1
            Get-Request | Should -Contain 'differing confirm'
        }
        finally {
            $env:PM_TEST_GATE = $null
            $shell.Dispose()
        }
    }

    It 'finishes a host that has begun when it is stopped' {
        $env:PM_TEST_GATE = Join-Path $TestDrive gate
        $module = (Get-Module ProxyManager).ModuleBase
        $shell = [powershell]::Create().AddScript("Import-Module '$module'; Invoke-PmReconcile fra1 -Force")
        try {
            $null = $shell.BeginInvoke()
            while ((Get-Request) -notcontains 'differing apply') { [Threading.Thread]::Sleep(20) }
            $stop = $shell.BeginStop($null, $null)
            while ($shell.InvocationStateInfo.State -eq 'Running') { [Threading.Thread]::Sleep(20) }
            $null = New-Item $env:PM_TEST_GATE
            $shell.EndStop($stop)
            $shell.InvocationStateInfo.State | Should -Be Stopped
            Get-Request | Should -Be 'differing apply', 'differing confirm'
        }
        finally {
            $env:PM_TEST_GATE = $null
            $shell.Dispose()
        }
    }

    It 'works on as many hosts at once as -ThrottleLimit says, and on no more' {
        $fleet = Join-Path $TestDrive five.yml
        Set-Content $fleet 'fleet: acme', 'network: { v4: 10.20.0.0/16 }', 'gateways:'
        1..5 | ForEach-Object { Add-Content $fleet "  g${_}: { ssh: 'root@differing:220$_', endpoint: '203.0.113.${_}:51820', address: 10.20.0.$_, edge: haproxy }" }
        $applies = "$env:PM_TEST_REQUESTS.applies"
        Set-Content $applies -Value @()
        $env:PM_TEST_GATE = Join-Path $TestDrive throttle-gate
        $module = (Get-Module ProxyManager).ModuleBase
        $shell = [powershell]::Create().AddScript("Import-Module '$module'; Invoke-PmReconcile -Inventory '$fleet' -Force -ThrottleLimit 2")
        try {
            $run = $shell.BeginInvoke()
            while (@(Get-Content $applies).Count -lt 2) { [Threading.Thread]::Sleep(20) }
            $null = New-Item $env:PM_TEST_GATE
            $shell.EndInvoke($run).Verdict | Should -Be Applied, Applied, Applied, Applied, Applied
            $now = 0
            $atOnce = Get-Content $applies | ForEach-Object { if ($_ -like '+*') { ++$now } else { --$now }; $now } | Measure-Object -Maximum
            $atOnce.Maximum | Should -Be 2
        }
        finally {
            $env:PM_TEST_GATE = $null
            $shell.Dispose()
        }
    }

    It 'refuses -ThrottleLimit <_>' -ForEach -1, 0, 1001 {
        { Invoke-PmReconcile fra1 -Force -ThrottleLimit $_ } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*' -ExpectedMessage "*ThrottleLimit*$_*range of 1*"
        Get-Request | Should -BeNullOrEmpty
    }

    It 'ends when an error is to stop it, and finishes what has begun' {
        { Invoke-PmReconcile fra1, nyc1 -Force -ErrorAction Stop } | Should -Throw -ErrorId 'PM2001,*'
        $requests = Get-Request
        @($requests -match 'differing apply').Count | Should -Be @($requests -match 'differing confirm').Count
    }

    It 'runs in a <_>' -ForEach @('job'; if (Get-Command Start-ThreadJob -ErrorAction Ignore) { 'thread job' }) {
        $module = (Get-Module ProxyManager).ModuleBase
        $work = { Import-Module $using:module; Invoke-PmReconcile eu -Force -WarningAction Ignore | Sort-Object Host }
        $job = if ($_ -eq 'job') { Start-Job $work } else { Start-ThreadJob $work }
        $outcomes = $job | Receive-Job -Wait -AutoRemoveJob
        $outcomes.Host | Should -Be ams1, fra1
        "$($outcomes.Verdict)" | Should -Be 'InOrder Applied'
        $outcomes[1].Changes.Count | Should -Be 2
    }

    It 'writes the hosts that came to the inventory with -PassThru' {
        $hosts = Get-PmGateway | Invoke-PmReconcile -Force -PassThru -ErrorAction SilentlyContinue | Sort-Object Name
        $hosts.Name | Should -Be ams1, fra1
        $hosts[0] | Should -BeOfType ProxyManager.Cmdlets.Output.GatewayInfo
    }

    It 'applies a saved plan, and shows it under -WhatIf' {
        $file = Join-Path $TestDrive plan.json
        $null = Get-PmPlan eu -OutFile $file
        Clear-Request
        (Invoke-PmReconcile -Plan $file -WhatIf).Host | Sort-Object -Unique | Should -Be fra1
        Get-Request | Sort-Object | Should -Be 'differing plan', 'ordered plan'
        (Invoke-PmReconcile -Plan $file -Force | Sort-Object Host).Verdict | Should -Be InOrder, Applied
    }

    It 'ends before any host is asked where there is no key' {
        { Invoke-PmReconcile fra1 -Force -Key (Join-Path $TestDrive none.key) } | Should -Throw -ErrorId 'PM2201,*'
        Get-Request | Should -BeNullOrEmpty
    }
}

Describe 'Undo-PmReconcile' {
    BeforeEach { Clear-Request }

    It 'asks no host under -WhatIf' {
        Undo-PmReconcile eu -WhatIf | Should -BeNullOrEmpty
        Get-Request | Should -BeNullOrEmpty
    }

    It 'never takes the generation of a status' {
        $outcome = Get-PmStatus ams1 | Undo-PmReconcile -Force -ErrorAction SilentlyContinue -ErrorVariable problem
        $outcome.Verdict | Should -Be Refused
        $problem.FullyQualifiedErrorId | Should -BeLike 'PM3001,*'
    }
}
