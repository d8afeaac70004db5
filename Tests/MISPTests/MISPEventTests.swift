import AllianceNames
import JSON
import MISP
import Statements
import Testing

@Suite struct MISPEventTests {
    private static let alliance = AllianceID(unchecked: "demo")

    private func event(day: UInt64 = 20_783, block: UInt64 = 0) throws -> MISPEvent {
        MISPEvent(
            place: MISPEvent.Place(
                origin: try LogOrigin(parsing: "demo/luxury/verel/e1"), day: MISPDay(number: day),
                block: block),
            author: MISPOrganisation(
                alliance: Self.alliance, member: MemberID(unchecked: "verel"), name: "Maison Verel"),
            tlp: .amber, changed: 1_795_651_200)
    }

    private func group() -> MISPSharingGroup {
        MISPSharingGroup(
            alliance: Self.alliance, channel: ChannelID(unchecked: "luxury"),
            members: ["verel", "hub"].map {
                MISPOrganisation(alliance: Self.alliance, member: MemberID(unchecked: $0), name: $0)
            })
    }

    private func report(
        _ type: IndicatorType, _ value: String, confidence: Int = 80
    ) throws -> IndicatorAssertion {
        IndicatorAssertion(
            indicator: try Indicator(type, parsing: value), basis: .testBuy, confidence: confidence,
            tlp: .green, marks: ["Verel"])
    }

    private func attributes(
        _ contents: MISPAttribute.Content...
    ) throws -> [[String: JSONValue]] {
        let json = try event().json(
            contents.enumerated().map {
                MISPAttribute(index: UInt64($0.offset), changed: 1_795_651_100, content: $0.element)
            }, sharedWith: group())
        guard case .object(let top) = try JSONValue(parsing: json),
            case .object(let event)? = top["Event"], case .array(let list)? = event["Attribute"]
        else { return [] }
        return list.compactMap { if case .object(let members) = $0 { members } else { nil } }
    }

    @Test("an event has the names that every node makes, and is shared with who reads the channel")
    func head() throws {
        guard case .object(let top) = try JSONValue(parsing: event().json([], sharedWith: group())),
            case .object(let event)? = top["Event"],
            case .object(let group)? = event["SharingGroup"],
            case .array(let members)? = group["SharingGroupOrg"]
        else {
            Issue.record("no event")
            return
        }
        // Drawn once: a change of these would double what others have copied.
        #expect(event["uuid"] == .string(try self.event().place.uuid))
        #expect(try self.event().place.uuid == "6e10b2fc-d0fe-543c-88b2-73b10044b47b")
        #expect(event["date"] == .string("2026-11-26"))
        #expect(event["distribution"] == .string("4"))
        #expect(members.count == 2)
        #expect(event["info"] == .string("Maison Verel: reports of 2026-11-26 in channel luxury"))
    }

    @Test("other days and blocks are other events, and the manifest names each")
    func manifest() throws {
        let events = [try event(), try event(day: 20_784), try event(block: 1)]
        #expect(Set(events.map(\.place.uuid)).count == 3)
        guard case .object(let manifest) = try JSONValue(parsing: MISPEvent.manifest(of: events))
        else {
            Issue.record("no manifest")
            return
        }
        #expect(Set(manifest.keys) == Set(events.map(\.place.uuid)))
        #expect(events[2].place.entries == 2_048..<4_096)
    }

    @Test(
        "identifiers are attributes of MISP's types",
        arguments: [
            (IndicatorType.domain, "shop.example", "domain", true),
            (.url, "https://shop.example/a", "url", true), (.ip, "192.0.2.1", "ip-dst", true),
            (.email, "a@b.example", "email", true),
            (.phone, "+49 30 123456", "phone-number", false),
            (.paymentAccount, "DE89 3704 0044 0532 0130 00", "iban", true),
            (.paymentAccount, "paypal:a@b.example", "text", false),
            (.sellerAccount, "bazario:goldriver-88", "text", false),
            (.imageSHA256, String(repeating: "a0", count: 32), "sha256", true),
        ])
    func types(type: IndicatorType, value: String, misp: String, isSought: Bool) throws {
        let said = try report(type, value)
        let one = try #require(try attributes(.live(said)).first)
        #expect(one["type"] == .string(misp))
        #expect(one["value"] == .string(said.indicator.value))
        #expect(one["to_ids"] == .bool(isSought))
        #expect(one["deleted"] == .bool(false))
        guard case .array(let tags)? = one["Tag"], case .object(let tag)? = tags.first else {
            Issue.record("no tag")
            return
        }
        #expect(tag["name"] == .string("tlp:green"))
    }

    @Test("what is doubtful, taken back or erased is nothing to act by")
    func others() throws {
        let all = try attributes(
            .live(try report(.domain, "a.example", confidence: 49)),
            .withdrawn(try report(.domain, "b.example")), .erased)
        #expect(all.map { $0["to_ids"] } == [.bool(false), .bool(false), .bool(false)])
        #expect(all.map { $0["deleted"] } == [.bool(false), .bool(true), .bool(true)])
        #expect(all[2]["value"] == .string("erased"))
        #expect(Set(all.compactMap { $0["uuid"]?.compact }).count == 3)
    }

    @Test("of several reports of a value the newest is there, and what is deleted comes before it")
    func eachOnce() throws {
        let (a, b) = (try report(.domain, "a.example"), try report(.domain, "b.example"))
        func event(_ contents: MISPAttribute.Content...) -> [String] {
            let all = contents.enumerated().map {
                MISPAttribute(index: UInt64($0.offset), changed: 10, content: $0.element)
            }
            return MISPAttribute.eachOnce(all, changed: 100).map { one in
                let state =
                    switch one.content {
                    case .live: "live"
                    case .withdrawn: "withdrawn"
                    case .erased: "erased"
                    }
                return "\(one.index) \(state) \(one.changed)"
            }
        }
        #expect(event(.live(a), .live(b)) == ["0 live 10", "1 live 10"])
        #expect(
            event(.live(a), .live(b), .live(a)) == ["0 withdrawn 100", "1 live 10", "2 live 100"])
        // MISP has deleted the older one meanwhile: it hears of it anew.
        #expect(
            event(.live(a), .live(b), .withdrawn(a))
                == ["2 withdrawn 10", "0 live 100", "1 live 10"])
        #expect(event(.live(a), .erased) == ["1 erased 10", "0 live 100"])
        // A seller's account and a social account are the same to MISP.
        #expect(
            event(
                .live(try report(.sellerAccount, "bazario:shop")),
                .live(try report(.socialAccount, "bazario:shop")))
                == ["0 withdrawn 100", "1 live 100"])
    }

    @Test("the hash of a value is its MD5 digest; what is no more has none")
    func hashes() throws {
        let said = try report(.domain, "shop.example")
        func hash(_ content: MISPAttribute.Content) -> String? {
            MISPAttribute(index: 0, changed: 0, content: content).valueHash.map {
                String(decoding: $0, as: UTF8.self)
            }
        }
        #expect(hash(.live(said)) == "455c348a8c93c48cb1db08118a6f1b28")
        #expect(hash(.withdrawn(said)) == nil)
        #expect(hash(.erased) == nil)
    }
}
