import Foundation
import Testing

/// The command line as people meet it: what is typed, what is printed where, and the exit status.
@Suite struct TranscriptTests {
    @Test(
        "each transcript is what the program says today",
        arguments: [
            "first-reports", "lists", "proofs", "products", "damage", "usage", "nodes", "keys",
            "authority", "follow", "forked-register", "certificates", "register", "evidence",
            "bundles", "erasure",
            "safekeeping", "screening", "recognition",
            "sign-in", "looks",
            "operations", "versions", "complaints",
        ])
    func transcript(name: String) async throws {
        try await TemporaryFolder.with { folder in try await compare(name, in: folder) }
    }

    /// The proxy of its transcript is a program in Python.
    private static let hasPython = ["/usr/bin", "/usr/local/bin"].contains {
        FileManager.default.isExecutableFile(atPath: "\($0)/python3")
    }

    @Test(
        "a member behind a firewall works through the hub and a proxy",
        .enabled(if: hasPython, "python3 is not installed"))
    func outbound() async throws {
        try await TemporaryFolder.with { folder in try await compare("outbound", in: folder) }
    }

    private static let hasIPv6 =
        (try? String(contentsOfFile: "/proc/net/if_inet6", encoding: .utf8))?
        .contains("00000000000000000000000000000001") == true

    @Test(
        "a node at an IPv6 address is told so, and says so, in brackets",
        .enabled(if: hasIPv6, "this machine has no IPv6 address of its own"))
    func addressesInBrackets() async throws {
        try await TemporaryFolder.with { folder in try await compare("ipv6", in: folder) }
    }

    @Test("what the page on members behind firewalls shows stands in that transcript")
    func outboundPage() throws {
        let page = Transcript.folder.appending(path: "../../../docs/behind-a-firewall.md")
        let shown = try String(contentsOf: page, encoding: .utf8).split(separator: "\n")
            .filter { $0.hasPrefix("    ") }.map { $0.dropFirst(4) }
        #expect(shown.count > 12)
        let file = Transcript.folder.appending(path: "outbound.txt")
        let lines = Set(try String(contentsOf: file, encoding: .utf8).split(separator: "\n"))
        for line in shown { #expect(lines.contains(line), "\(line)") }
    }

    @Test(
        "with an expired member register a folder answers its own people, warns, and signs nothing")
    func expiredRegister() async throws {
        try await TemporaryFolder.with { folder in
            let shell = try Shell(folder: folder)
            let alliance = "--alliance alliance.example"
            for command in [
                "alliance init --home authority \(alliance)",
                "member init --home verel \(alliance) --member maison-verel --name Verel --prefix 9521001",
                "alliance admit --home authority verel/peers/maison-verel.json --deliver verel",
                "indicator add domain verel-sale.example --home verel",
            ] {
                let output = try await shell.run("touchstone \(command)")
                try #require(output.last?.hasPrefix("[exit") == false, "\(output)")
            }
            try ExpiredRegister.publish(
                authority: folder.appending(path: "authority"),
                member: folder.appending(path: "verel"))
            try await compare("expired", in: folder)
        }
    }

    @Test("an opening shows from files alone whose report it is that another member published")
    func neutralReports() async throws {
        try await TemporaryFolder.with { folder in
            let shell = try Shell(folder: folder)
            let alliance = "--alliance alliance.example"
            for command in [
                "alliance init --home authority \(alliance)",
                "member init --home verel \(alliance) --member maison-verel --name 'Maison Verel'",
                "alliance admit --home authority verel/peers/maison-verel.json --deliver verel",
                "member init --home hub \(alliance) --member hub --name Hub --role platform",
                "alliance admit --home authority hub/peers/hub.json --deliver hub",
            ] {
                let output = try await shell.run("touchstone \(command)")
                try #require(output.last?.hasPrefix("[exit") == false, "\(output)")
            }
            try await NeutralReports.publish(
                of: folder.appending(path: "verel"), by: folder.appending(path: "hub"), in: folder)
            try await compare("neutral", in: folder)
        }
    }

    @Test("a platform does from the command line what its marketplaces wait for")
    func marketplaceWork() async throws {
        try await TemporaryFolder.with { folder in
            let shell = try Shell(folder: folder)
            let alliance = "--alliance alliance.example"
            for command in [
                "alliance init --home authority \(alliance)",
                "member init --home verel \(alliance) --member verel --name Verel",
                "alliance admit --home authority verel/peers/verel.json --deliver verel",
                "member init --home hub \(alliance) --member hub --name Hub --role platform",
                "alliance admit --home authority hub/peers/hub.json --deliver hub",
                "alliance seat hub --channel desk-verel --home authority",
                "alliance seat verel --channel desk-verel --home authority",
            ] {
                let output = try await shell.run("touchstone \(command)")
                try #require(output.last?.hasPrefix("[exit") == false, "\(output)")
            }
            try WaitingWork.put(at: folder.appending(path: "hub"))
            try await compare("marketplace-work", in: folder)
        }
    }

    @Test("a platform's people do from the command line what an account's holder cannot")
    func heldAccounts() async throws {
        try await TemporaryFolder.with { folder in
            let shell = try Shell(folder: folder)
            let alliance = "--alliance alliance.example"
            for command in [
                "alliance init --home authority \(alliance)",
                "member init --home hub \(alliance) --member hub --name Hub --role platform",
                "alliance admit --home authority hub/peers/hub.json --deliver hub",
            ] {
                let output = try await shell.run("touchstone \(command)")
                try #require(output.last?.hasPrefix("[exit") == false, "\(output)")
            }
            try HeldAccounts.put(at: folder.appending(path: "hub"))
            try await compare("accounts", in: folder)
        }
    }

    @Test(
        "a clock that is wrong where a register is signed locks nobody out, and is noticed by the others"
    )
    func wrongClocks() async throws {
        try await TemporaryFolder.with { folder in
            let shell = try Shell(folder: folder)
            for command in [
                "alliance init --home anna --alliance alliance.example",
                "alliance init --home alone --alliance alone.example",
                "alliance new-key --home ben --from anna",
                "alliance authority --add ben/authority-key.note --home anna",
                "alliance sign anna/peers/roster-2.proposal --home ben --yes",
                "alliance sign ben/peers/roster-2.note --home anna",
            ] {
                let output = try await shell.run("touchstone \(command)")
                try #require(output.last?.hasPrefix("[exit") == false, "\(output)")
            }
            try AheadRegister.propose(from: folder.appending(path: "anna"), to: folder)
            try AheadRegister.publish(authority: folder.appending(path: "alone"), days: 300)
            // Until the second is over for which one of them counts: a fast machine is there before.
            try await Task.sleep(for: .seconds(2))
            try await compare("clocks", in: folder)
        }
    }

    private func compare(_ name: String, in folder: URL) async throws {
        let expected = try Transcript(named: name)
        let found = try await expected.run(in: folder)
        if Transcript.isRecording {
            try found.record()
            Issue.record("\(name) was recorded anew; read the diff, then run the test again")
            return
        }
        for (step, was) in zip(found.steps, expected.steps) {
            #expect(
                step.output == was.output,
                "\(name): $ \(step.command)\n\(step.output.joined(separator: "\n"))")
        }
    }
}
