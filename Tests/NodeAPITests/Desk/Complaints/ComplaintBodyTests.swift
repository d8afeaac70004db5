import AllianceNames
import Complaints
import GS1
import JSON
import NodeAPI
import Peering
import Statements
import Testing

@Suite struct ComplaintBodyTests {
    private static let plain: [String: JSONValue] = [
        "right": .object(["office": .string("EM"), "number": .string("018012345")]),
        "ground": .string("mark-in-listing"),
        "listings": .array([
            .object(["type": .string("listing"), "value": .string("shop:1")]),
            .object(["type": .string("seller-account"), "value": .string("shop:s1")]),
        ]), "goodFaith": .string("in good faith"), "declaredBy": .string("Anna"),
    ]

    private static func status(_ members: [String: JSONValue]) -> Int {
        do throws(PeerProblem) {
            _ = try ComplaintBody(.object(members))
            return 200
        } catch {
            return error.status
        }
    }

    @Test("a complaint is read as it is written, with its files and what it replaces")
    func whole() throws {
        var members = Self.plain
        let id = try FixedComplaints.entry(7)
        members["mends"] = .string(id.pathName)
        members["onBehalfOf"] = .string("Maison Verel")
        members["explanation"] = .string("see the label")
        members["evidence"] = .array([
            .object([
                "sha256": .string(String(repeating: "ab", count: 32)),
                "mediaType": .string("image/png"), "bytes": .number("12"),
                "role": .string("feature-photographs"), "title": .string("label"),
            ])
        ])
        let complaint = try ComplaintBody(.object(members)).complaint
        #expect(complaint.right.key == "EM/018012345" && complaint.ground == .markInListing)
        #expect(complaint.listings.map(\.value) == ["shop:1", "shop:s1"])
        #expect(complaint.mends == id && complaint.onBehalfOf == "Maison Verel")
        #expect(complaint.evidence.map(\.role) == [.featurePhotographs])
        #expect(complaint.evidence.first?.byteCount == 12)
        #expect(complaint.declaredBy == "Anna" && complaint.explanation == "see the label")
    }

    @Test("numbers on bought goods are read in any way of writing them, and kept in one")
    func items() throws {
        func read(_ items: [(place: Int, code: String)]) throws(PeerProblem) -> [ListedItem] {
            var members = Self.plain
            members["items"] = .array(
                items.map {
                    .object(["place": .number("\($0.place)"), "code": .string($0.code)])
                })
            return try ComplaintBody(.object(members)).complaint.items
        }
        let found = try read([
            (1, "https://id.gs1.org/01/09520123456788/21/12345"),
            (0, "(01)09520123456788(21)12345"),
        ])
        #expect(found.map(\.listing) == [1, 0])
        #expect(
            found.map(\.item.elementString)
                == Array(repeating: "(01)09520123456788(21)12345", count: 2))
        for (place, code, status) in [
            (2, "(01)09520123456788(21)1", 422), (0, "(01)09520123456788", 422),
            (0, "chip 7", 422), (300, "(01)09520123456788(21)1", 400), (0, "", 400),
        ] {
            do throws(PeerProblem) {
                _ = try read([(place, code)])
                Issue.record("\(place) \(code) was taken")
            } catch {
                #expect(error.status == status, "\(place) \(code): \(error.detail)")
            }
        }
        #expect(throws: PeerProblem.self) {
            try read(Array(repeating: (0, "(01)09520123456788(21)1"), count: 2))
        }
    }

    @Test("a declaration that is missing is left to the checks, which name it beside the rest")
    func undeclared() throws {
        var members = Self.plain
        members["goodFaith"] = nil
        members["declaredBy"] = nil
        let complaint = try ComplaintBody(.object(members)).complaint
        #expect(complaint.goodFaithStatement.isEmpty && complaint.declaredBy.isEmpty)
    }

    @Test("what is missing, unknown or of another form is refused")
    func strict() {
        #expect(Self.status(Self.plain) == 200)
        for name in ["right", "ground", "listings"] {
            var members = Self.plain
            members[name] = nil
            #expect(Self.status(members) == 400, "\(name)")
        }
        let wrong: [(String, JSONValue, Int)] = [
            ("more", .bool(true), 400), ("ground", .string("dislike"), 400),
            ("listings", .array([]), 400), ("listings", .string("shop:1"), 400),
            ("right", .object(["office": .string("EM")]), 400),
            ("right", .object(["office": .string("em"), "number": .string("1")]), 422),
            ("mends", .string("x~y"), 400), ("fromScreening", .string("yes"), 400),
            ("evidence", .array([.object(["sha256": .string("ab")])]), 400),
            (
                "listings",
                .array([.object(["type": .string("domain"), "value": .string("shop.example")])]),
                422
            ),
            (
                "listings",
                .array(
                    Array(
                        repeating: .object([
                            "type": .string("listing"), "value": .string("shop:1"),
                        ]), count: 2)), 422
            ),
            (
                "listings",
                .array(
                    (0...Complaint.listingsMax).map {
                        .object(["type": .string("listing"), "value": .string("shop:\($0)")])
                    }), 400
            ),
        ]
        for (name, value, status) in wrong {
            var members = Self.plain
            members[name] = value
            #expect(Self.status(members) == status, "\(name) \(value.compact.prefix(80))")
        }
    }

    @Test("a decision that means nothing is not said to be malformed")
    func decisions() throws {
        let complaint = try FixedComplaints.entry(42)
        for (verdict, scope, status) in [
            ("take-down", "product", 200), ("refuse", "product", 422), ("refuse", "all", 400),
        ] {
            let part: [String: JSONValue] = [
                "listings": .array([.number("0")]), "verdict": .string(verdict),
                "scope": .string(scope), "reasons": .array([.string("x")]),
            ]
            let body: JSONValue = .object(["parts": .array([.object(part)])])
            var found = 200
            do throws(PeerProblem) {
                _ = try ComplaintStep.decision.statement(body, of: complaint, reviewer: "r1")
            } catch { found = error.status }
            #expect(found == status, "\(verdict) \(scope)")
        }
    }

    @Test("an entry has one name in addresses, and no other text is one")
    func paths() throws {
        let entry = try FixedComplaints.entry(42)
        #expect(entry.pathName == "ipacc.example~desk-verel~brand~e1~42")
        #expect(EntryReference(pathName: entry.pathName) == entry)
        #expect(EntryReference(entry.pathName) == entry)
        #expect(EntryReference(entry.description) == entry)
        #expect(EntryReference(pathName: entry.description) == nil)
        for text in [
            "", "x", "ipacc.example~desk-verel~brand~e1", "ipacc.example~desk-verel~brand~e1~042",
            "ipacc.example~desk-verel~brand~e1~-1", "ipacc.example~desk-verel~brand~1~42",
            "ipacc.example~desk-verel~brand~e1~42~", "ipacc.example~Desk~brand~e1~42",
            "ipacc.example~desk-verel~brand~e1~18446744073709551616",
        ] {
            #expect(EntryReference(pathName: text) == nil, "\(text)")
        }
        for time in [EventTime.pending, .witnessed(7)] {
            let cursor = ComplaintCursor(filedAt: time, id: entry)
            #expect(ComplaintCursor(parsing: cursor.text) == cursor)
        }
        for text in ["", "7", "07~\(entry.pathName)", "x~\(entry.pathName)", "7~x"] {
            #expect(ComplaintCursor(parsing: text) == nil, "\(text)")
        }
    }
}
