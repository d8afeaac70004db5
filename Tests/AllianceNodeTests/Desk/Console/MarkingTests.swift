import AllianceNames
import AllianceNode
import Foundation
import JSON
import NodeAPI
import SignIn
import Statements
import Testing

/// Who sees what at a real node's console, by how it is marked.
@Suite(.timeLimit(.minutes(30))) struct MarkingTests {
    @Test("TLP:RED is shown to persons and to no program, and is in no file")
    func red() async throws {
        try await WholeDesk.with { desk in
            try await ExportQuotaTests.report("open.example", .amber, by: desk.node)
            try await ExportQuotaTests.report("inside.example", .amberStrict, by: desk.node)
            try await ExportQuotaTests.report("secret.example", .red, by: desk.node)
            let (person, _) = try await desk.signedIn(.investigator)
            let program = desk.browser("own")
            let token = [("authorization", "Bearer \(try desk.token())")]
            // By words, by prefix, exactly, and on the first page.
            for path in [
                "/console/search?q=&kind=domain", "/console/search?q=secret*",
                "/console/search?q=%3Dsecret.example", "/console/search?q=secret", "/console",
            ] {
                #expect(try await person.get(path).body.contains(">secret.example<"), "\(path)")
                #expect(try await !program.get(path).body.contains(">secret.example<"), "\(path)")
                let machine = try await desk.browser().get(path, headers: token)
                #expect(machine.status == 200)
                #expect(!machine.body.contains(">secret.example<"), "\(path)")
            }
            let page = "/console/identifier?kind=domain&value=secret.example"
            #expect(try await person.get(page).body.contains("entry=2"))
            #expect(try await !program.get(page).body.contains("entry=2"))
            // What a program may see it finds as before.
            let found = try await program.get("/console/search?q=&kind=domain")
            #expect(found.body.contains(">open.example<"))
            #expect(found.body.contains(">inside.example<"))

            let file = try await person.get("/console/export?q=&kind=domain").body
            #expect(file.contains("open.example") && file.contains("inside.example"))
            #expect(!file.contains("secret.example"))
            let proof = "/console/evidence?log=erasure.example/alliance/own/e1&entry="
            #expect(try await person.get(proof + "1").status == 200)
            #expect(try await person.get(proof + "2").status == 404)
        }
    }

    @Test("a row of a file has the strictest marking of all that it tells")
    func rows() async throws {
        try await WholeDesk.with { desk in
            try await ExportQuotaTests.report("a.example", .amber, by: desk.node)
            try await ExportQuotaTests.report("b.example", .amberStrict, by: desk.node)
            let indicators = try ["a", "b", "c", "d"].map {
                try Indicator(.domain, parsing: "\($0).example")
            }
            try await desk.node.report(
                [
                    .dispute(Dispute(indicator: indicators[0], reason: .other, tlp: .amberStrict)),
                    .dispute(Dispute(indicator: indicators[1], reason: .other, tlp: .green)),
                    .link(
                        try OperatorLink(
                            indicators[2], indicators[3], basis: .testBuy, confidence: 50,
                            tlp: .green)),
                ], to: .alliance)
            let (person, _) = try await desk.signedIn(.investigator)
            let expected = [
                "a": "amber+strict", "b": "amber+strict", "c": "green", "d": "green",
            ]
            for (name, marking) in expected {
                let file = try await person.get("/console/export?q=%3D\(name).example").body
                let row = file.split(separator: "\r\n").last
                #expect(row?.contains("\"\(name).example\"") == true)
                #expect(row?.hasSuffix("\"\(marking)\"") == true)
            }
        }
    }

    @Test("the figures of days count for programs only what they are shown, whoever asked before")
    func days() async throws {
        try await WholeDesk.with { desk in
            try await ExportQuotaTests.report("open.example", .amber, by: desk.node)
            try await ExportQuotaTests.report("secret.example", .red, by: desk.node)
            try await ExportQuotaTests.report("hidden.example", .red, by: desk.node)
            let (person, _) = try await desk.signedIn(.investigator)
            let program = desk.browser("own")
            func statements(_ body: String) throws -> Int {
                guard case .object(let members) = try JSONValue(parsing: body, depthMax: 64),
                    case .array(let days)? = members["days"]
                else { return -1 }
                return days.reduce(0) { sum, day in
                    guard case .object(let day) = day, case .number(let count)? = day["statements"]
                    else { return -1 }
                    return sum + (Int(count) ?? 0)
                }
            }
            for _ in 0..<2 {
                let shown = try await person.get("/api/v1/overview")
                #expect(try statements(shown.body) == 3)
                let counted = try await program.get("/api/v1/overview")
                #expect(try statements(counted.body) == 1)
            }
        }
    }
}
