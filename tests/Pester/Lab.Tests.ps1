# The cmdlets that talk to hosts, against real ones: a gateway and a peer behind NAT, raised for this file. Tests build on those above them.
BeforeDiscovery {
    $lacking = @(& $PSScriptRoot/../../out/bin/pm lab check 2>&1 | Where-Object { "$_" -like 'lacks *' })
}

Describe 'A fleet of real hosts' -Skip:($lacking.Count -gt 0) {
    BeforeAll {
        . $PSScriptRoot/Fleet.ps1
        . $PSScriptRoot/../../examples/pester/BeInSync.ps1
        $path = $env:PATH
        $env:PATH = "$PSScriptRoot/Lab" + [IO.Path]::PathSeparator + $path
        $env:PM_TEST_PM = (Resolve-Path $PSScriptRoot/../../out/bin/pm).Path
        $env:PM_TEST_LAB = "pester-$PID"
        $env:PM_INVENTORY = Join-Path $TestDrive fleet.yml
        Copy-Item $PSScriptRoot/Lab/fleet.yml $env:PM_INVENTORY
        function Invoke-OnHost([string] $Name, [string] $Command) {
            $output = & $env:PM_TEST_PM lab exec --name $env:PM_TEST_LAB --on $Name -- sh -c $Command 2>&1
            if ($LASTEXITCODE -ne 0) { throw "${Name}: ${Command}: $output" }
            $output
        }
        function Copy-ToHost([string] $Name, [string] $From, [string[]] $Files, [string] $To) {
            $path = Join-Path $TestDrive files.tar
            tar --create --file $path --directory $From @Files
            $output = sh -c 'exec "$PM_TEST_PM" lab exec --name "$PM_TEST_LAB" --on "$1" -- tar --extract --directory "$2" < "$3"' sh $Name $To $path 2>&1
            if ($LASTEXITCODE -ne 0) { throw "${Name}: ${To}: $output" }
        }
        $output = & $env:PM_TEST_PM lab up --name $env:PM_TEST_LAB -i $env:PM_INVENTORY 2>&1
        if ($LASTEXITCODE -ne 0) { throw "the lab was not raised: $output" }
    }

    AfterAll {
        $null = & $env:PM_TEST_PM lab down --name $env:PM_TEST_LAB 2>&1
        $env:PATH = $path
    }

    It 'reports hosts that were never prepared as new' {
        (Get-PmStatus).State | Should -Be New, New
    }

    It 'prepares them, and writes the lock' {
        $outcomes = Initialize-PmHost
        $outcomes.Verdict | Should -Be Applied, Applied
        Get-PmGateway | Select-Object -ExpandProperty PublicKey | Should -Match '^[A-Za-z0-9+/]{43}=$'
        Join-Path $TestDrive fleet.lock.yml | Should -FileContentMatch 'hostId'
    }

    It 'tells under -WhatIf what would be done, and does nothing' {
        (Get-PmGateway | Invoke-PmReconcile -WhatIf).Change | Should -Contain 'Create'
        Invoke-OnHost ams1 'nft list tables' | Should -Not -Match 'proxymanager'
    }

    It 'applies' {
        (Invoke-PmReconcile -Force | Sort-Object Host).Verdict | Should -Be Applied, Applied
        Get-PmPlan -WarningAction Ignore | Should -BeNullOrEmpty
        (Get-PmStatus).State | Should -Be InOrder, InOrder
        (Invoke-PmReconcile -Force).Verdict | Should -Be InOrder, InOrder
    }

    It 'has a session with the peer' {
        $until = (Get-Date).AddSeconds(20)
        while ((Get-PmStatus ams1).PeersUp -lt 1 -and (Get-Date) -lt $until) { Start-Sleep -Milliseconds 300 }
        (Get-PmStatus ams1).PeersUp | Should -Be 1
    }

    It 'walks a route to where it breaks' {
        $connection = Test-PmConnection dns
        $connection.BreaksAt, $connection.Reason | Should -Be service, 'nothing listens on udp/5353 on nas'
        ($connection.Steps | Where-Object Name -in tunnel, handshake, mtu).Outcome | Should -Be Passed, Passed, Passed
    }

    It 'collects what somebody needs who helps' {
        $diagnostic = Get-PmDiagnostic ams1
        $diagnostic.System | Should -Match '^debian'
        ($diagnostic.Sections.Text -join "`n") | Should -Match 'proxymanager'
        ($diagnostic.Sections.Text -join "`n") | Should -Not -Match ([regex]::Escape((Invoke-OnHost ams1 'cat /etc/proxymanager/wireguard.key')))
    }

    It 'finds what somebody changed, and puts it right' {
        Invoke-OnHost ams1 'nft delete table inet proxymanager; systemctl stop pm-haproxy'
        $drift = Get-PmDrift ams1
        $drift.Kind | Should -Contain nftables
        $drift.Drift | Should -Not -Contain $false
        'ams1' | Should -Not -BeInSync
        (Invoke-PmReconcile ams1 -Force).Repaired | Should -BeGreaterThan 1
        'ams1' | Should -BeInSync
    }

    It 'adds routes from a pipeline, applies them, and takes them back' {
        2201, 2202 | ForEach-Object { [pscustomobject]@{ Name = "shell-$_"; Tcp = $_ } } | New-PmRoute -To nas/shell
        $outcome = Get-PmGateway ams1 | Invoke-PmReconcile -Force
        $outcome.Applied | Should -BeGreaterThan 0
        Invoke-OnHost ams1 'nft list table inet proxymanager' | Out-String | Should -Match '2202'
        (Undo-PmReconcile ams1 -Force).Verdict | Should -Be Applied
        Invoke-OnHost ams1 'nft list table inet proxymanager' | Out-String | Should -Not -Match '2202'
        Get-PmRoute shell-* | Remove-PmRoute
        'ams1' | Should -BeInSync
    }

    It 'is looked at on a timer by the units of examples/scheduled, from a machine of its own' {
        $null = New-PmRoute shell -Tcp 2222 -To nas/shell
        (Get-PmGateway | Invoke-PmReconcile -Force).Verdict | Should -Be Applied
        # The peer is behind NAT: this machine reaches it through the gateway.
        $key = Invoke-OnHost client @'
useradd --create-home pm && install -d -o pm /srv/fleet &&
runuser -u pm -- sh -c 'mkdir -m 700 ~/.ssh && ssh-keygen -q -t ed25519 -N "" -f ~/.ssh/id_ed25519 && printf "Host nas\n HostName 203.0.113.10\n Port 2222\n" > ~/.ssh/config' &&
cat ~pm/.ssh/id_ed25519.pub
'@
        'ams1', 'nas' | ForEach-Object { Invoke-OnHost $_ "echo '$key' >> /root/.ssh/authorized_keys" }
        Invoke-OnHost client 'mkdir /opt/proxymanager && ln -s /opt/proxymanager/bin/pm /usr/local/bin/pm'
        Copy-ToHost client $PSScriptRoot/../../out bin/pm, agent /opt/proxymanager
        Copy-ToHost client $TestDrive fleet.yml, fleet.lock.yml /srv/fleet
        Copy-ToHost client $PSScriptRoot/../../examples/scheduled pm-drift.service, pm-drift.timer /etc/systemd/system

        Invoke-OnHost client 'systemctl daemon-reload && systemctl enable --quiet --now pm-drift.timer && systemctl is-active pm-drift.timer' | Should -Be active
        Invoke-OnHost client 'systemctl start pm-drift.service || journalctl --unit pm-drift.service --output cat' | Should -BeNullOrEmpty

        Invoke-OnHost ams1 'systemctl stop pm-haproxy'
        Invoke-OnHost client 'systemctl start pm-drift.service || systemctl show --property Result,ExecMainStatus pm-drift.service' |
            Select-String = | Should -Be 'Result=exit-code', 'ExecMainStatus=2'
        Invoke-OnHost client 'journalctl --unit pm-drift.service --output cat' | Out-String | Should -Match 'nas  in order'
        Invoke-OnHost client 'journalctl --unit pm-drift.service --output cat' | Out-String | Should -Match 'pm-haproxy'

        Get-PmRoute shell | Remove-PmRoute
        (Get-PmGateway | Invoke-PmReconcile -Force).Verdict | Should -Be Applied
    }

    It 'runs as a job' {
        $module = (Get-Module ProxyManager).ModuleBase
        $job = Start-Job { Import-Module $using:module; Invoke-PmReconcile ams1 -Force -WarningAction Ignore }
        ($job | Receive-Job -Wait -AutoRemoveJob).Verdict | Should -Be InOrder
    }

    It 'goes on where a host does not answer, and says that it is unknown' {
        Invoke-OnHost nas 'systemctl stop ssh ssh.socket'
        try {
            $changes = @(Get-PmPlan -ErrorAction SilentlyContinue -ErrorVariable problem -WarningAction Ignore)
            $changes.Host | Should -Be nas
            $changes.Change | Should -Be Unknown
            $problem.FullyQualifiedErrorId | Should -BeLike 'PM2001,*'
        }
        finally { Invoke-OnHost nas 'systemctl start ssh' }
    }

    It 'leaves a host as it was before' {
        (Remove-PmHost nas -Force).Verdict | Should -Be Applied
        Invoke-OnHost nas 'nft list tables; systemctl list-units --all "pm-*" --no-legend; ls /etc' | Out-String | Should -Not -Match 'proxymanager|pm-'
        Join-Path $TestDrive fleet.lock.yml | Should -Not -FileContentMatch 'nas'
    }
}
