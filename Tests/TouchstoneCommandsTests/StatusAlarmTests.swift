import AllianceNames
import Foundation
import JSON
import Replication
import Testing
import TouchstoneCommands

@Suite("An alarm of 'peer status'") struct StatusAlarmTests {
    @Test("names who contradicts an own log, in words and in JSON")
    func contradicted() throws {
        let claim = OwnLogClaim(
            origin: try LogOrigin(parsing: "demo/alliance/maison/e1"),
            claimedBy: try MemberID(parsing: "hub"), kind: .differs, size: 9,
            at: 1_790_000_000_000)
        let alarm = StatusAlarm.contradicted(claim)
        #expect(alarm.text.hasPrefix("hub contradicts demo/alliance/maison/e1: nothing is signed"))
        let json = String(decoding: try JSONEncoder().encode(alarm), as: UTF8.self)
        guard case .object(let object) = try JSONValue(parsing: json) else {
            Issue.record("no object: \(json)")
            return
        }
        #expect(object["keyword"] == .string("own-log-contradicted"))
        #expect(object["member"] == .string("hub"))
        #expect(object["origin"] == .string("demo/alliance/maison/e1"))
        #expect(object["since"] != nil)
    }

    @Test("is there of two registers where they stop this node, and not else")
    func registerForked() { #expect(StatusAlarm.registerForked(nil) == []) }
}
