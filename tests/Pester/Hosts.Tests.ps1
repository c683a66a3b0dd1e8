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

    It 'ends early without hanging' { (Get-PmPlan eu | Select-Object -First 1).Host | Should -Be fra1 }

    It 'keeps its objects apart in a job too' {
        $module = (Get-Module ProxyManager).ModuleBase
        $changes = Start-Job { Import-Module $using:module; Get-PmPlan fra1 -WarningAction Ignore } | Receive-Job -Wait -AutoRemoveJob
        $changes.Host | Should -Be fra1, fra1
        $changes[1].Lines | Should -Be '- 0', '+ 1'
    }

    It 'ends with an error for a pattern that matches nothing' {
        { Get-PmPlan nowhere } | Should -Throw -ErrorId 'PM1118,ProxyManager.Cmdlets.Commands.GetPmPlanCommand'
    }
}

Describe 'Get-PmDrift and Get-PmStatus' {
    It 'tells what somebody changed' { (Get-PmDrift fra1 | Where-Object Drift).Name | Should -Be net.ipv4.ip_forward }

    It 'tells how a host is' {
        $status = Get-PmStatus ams1
        $status.State, $status.Edge, $status.PeersUp, $status.PeersTotal | Should -Be InOrder, 'haproxy 2.6.12', 1, 2
        $status.GenerationTime | Should -Be ([DateTimeOffset]::FromUnixTimeMilliseconds(1764000000000))
    }

    It 'has an object for a host that cannot be read' {
        (Get-PmStatus nyc1 -ErrorAction SilentlyContinue).State | Should -Be Unknown
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
