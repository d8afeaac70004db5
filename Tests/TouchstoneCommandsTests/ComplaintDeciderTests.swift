import Foundation
import Testing

@Suite struct ComplaintDeciderTests {
    private static let complaint = "ipacc.example/desk-verel/maison-verel/e1/42"

    @Test("who decides is a person of the desk with a role for it, for a reason that is known")
    func refused() async throws {
        try await TemporaryFolder.with { folder in
            let shell = try Shell(folder: folder)
            func decide(_ reason: String, by person: String) async throws -> [String] {
                try await shell.run(
                    "touchstone complaint decide \(Self.complaint) --home hub --verdict refuse --reason \(reason) --by \(person)"
                )
            }
            for command in [
                "member init --home hub --alliance ipacc.example --member hub --name Hub",
                "desk person add ana --home hub --name Ana --role analyst",
                "desk person add ben --home hub --name Ben --role approver",
            ] {
                let output = try await shell.run("touchstone \(command)")
                try #require(output.last?.hasPrefix("[exit") != true, "\(output)")
            }
            let word = try await decide("nonsense", by: "ben")
            #expect(word.contains { $0.contains("mark-not-used") }, "\(word)")
            #expect(word.last == "[exit 64]")
            let nobody = try await decide("mark-not-used", by: "anybody")
            #expect(nobody.contains { $0.contains("nobody of this desk is called") }, "\(nobody)")
            let analyst = try await decide("mark-not-used", by: "ana")
            #expect(analyst.contains { $0.contains("signs nothing") }, "\(analyst)")
            // The person is taken; there is no desk here.
            let taken = try await decide("mark-not-used", by: "ben")
            #expect(!taken.contains { $0.contains("called") || $0.contains("signs nothing") })
        }
    }
}
