import AllianceNode
import Complaints
import Credentials
import Foundation
import Notices
import Statements
import Testing

@Suite(.timeLimit(.minutes(5))) struct MarketplaceSettingsFileTests {
    private static func settings(_ entries: String...) -> [UInt8] {
        Array(#"{"marketplaces":[\#(entries.joined(separator: ","))]}"#.utf8)
    }

    private static let rest =
        #"{"name":"bazario","kind":"rest","serves":["bazario"],"url":"https://hooks.example/t","secret":"bazario.secret","escalateAfterHours":5}"#
    private static let folder =
        #"{"name":"old","kind":"folder","serves":["old"],"folder":"market"}"#

    private static func refusal(_ home: HomeFolder) -> String {
        do {
            return "\(try OpenedNode.checkMarketplaces(of: home)) are taken"
        } catch {
            return "\(error)"
        }
    }

    @Test("a node without the file speaks with no marketplace, and with the file with those in it")
    func read() async throws {
        let alliance = try await ErasureAlliance(["own", "other"])
        let home = alliance.home("own")
        let node = try OpenedNode(home)
        let calls = BlockingCalls.concurrent(label: "test")
        let set = try node.marketplaces(calls: calls)
        #expect(set.marketplaces.isEmpty)
        try DurableFile.write(
            Self.settings(Self.rest, Self.folder), to: home.marketplaceSettings, mode: .open)
        #expect(Self.refusal(home).contains("bazario.secret"))
        let secret = WebhookSecret.random()
        let file = "\(home.certs.path)/bazario.secret"
        try DurableFile.write(secret.text + "\n", to: file, mode: .secret)
        #expect(Self.refusal(home).contains("is no folder"))
        try DurableFile.makeFolder("\(home.path)/market")
        #expect(try OpenedNode.checkMarketplaces(of: home) == 2)
        // As on SIGHUP.
        try await node.takeUpMarketplaces(into: set, calls: calls)
        #expect(set.marketplaces == ["bazario", "old"])
        #expect(set.entry(named: "bazario")?.secret == secret)
        #expect(set.entry(for: "bazario")?.schedule == OrderSchedule(hours: 5))
        #expect(set.entry(for: "old")?.secret == nil)
        // What is refused changes nothing.
        try DurableFile.write(
            Self.settings(Self.rest, Self.rest), to: home.marketplaceSettings, mode: .open,
            replacing: true)
        await #expect(throws: DeskFileError.self) {
            try await node.takeUpMarketplaces(into: set, calls: calls)
        }
        #expect(set.marketplaces == ["bazario", "old"])
        await set.shutdown()
        try node.close()
    }

    @Test("a secret that others can read, or that is none, is refused by its file")
    func secrets() async throws {
        let alliance = try await ErasureAlliance(["own", "other"])
        let home = alliance.home("own")
        try DurableFile.write(
            Self.settings(Self.rest), to: home.marketplaceSettings, mode: .open)
        let file = "\(home.certs.path)/bazario.secret"
        try DurableFile.write(WebhookSecret.random().text, to: file, mode: .open)
        #expect(Self.refusal(home).contains(file))
        try DurableFile.write("secret", to: file, mode: .secret, replacing: true)
        #expect(Self.refusal(home).contains("is not one line of 'whsec_'"))
        try DurableFile.write(
            WebhookSecret.random().text, to: file, mode: .secret, replacing: true)
        #expect(Self.refusal(home) == "1 are taken")
        // Issuers that are named and not there.
        try DurableFile.write(
            Self.settings(
                Self.rest.replacing(#""escalateAfterHours":5"#, with: #""ca":"bazario-ca.pem""#)),
            to: home.marketplaceSettings, mode: .open, replacing: true)
        #expect(Self.refusal(home).contains("bazario-ca.pem"))
    }
}
