import AllianceNames
import GS1
import JSON
import Roster
import Testing
import TransparencyLog

/// Each rule that holds within one roster, broken in a roster that its authority has signed.
@Suite struct RosterRulesTests {
    let fixture: AllianceFixture
    init() throws { fixture = try AllianceFixture() }

    // Members stand in the order aurelle, borealis, hub, scout; channels alliance, luxury.

    private func refusedFirst(_ edit: (inout JSONValue) throws -> Void) -> RosterError? {
        refusal { _ = try fixture.offerFirst(edit) }
    }

    private func time(_ day: UInt64) -> JSONValue {
        .string(AllianceFixture.day(day).description)
    }

    @Test("the roster that the others are made from is taken")
    func control() throws {
        #expect(try fixture.offerFirst { _ in }?.version == 1)
    }

    @Test("a version is from 1, and from 2 on names the one before")
    func version() {
        #expect(refusedFirst { $0["version"] = .number("0") }?.keyword == "version")
        #expect(refusedFirst { $0["version"] = .number("2") }?.keyword == "version")
        #expect(
            refusedFirst { $0["version"] = .number("1000000001") }?.keyword == "version")
        #expect(
            refusedFirst { $0["previous"] = .string(Digest.zero.base64) }?.keyword == "version")
    }

    @Test("a roster expires after it is issued")
    func period() {
        #expect(refusedFirst { $0["expiresAt"] = time(0) }?.keyword == "period")
    }

    @Test("the threshold is from 1 to the number of current keys")
    func threshold() {
        for threshold in ["0", "51"] {
            #expect(
                refusedFirst { $0["authority.threshold"] = .number(threshold) }?.keyword == "field")
        }
        #expect(
            refusedFirst { $0["authority.threshold"] = .number("3") }
                == .threshold(found: 3, keys: 2))
        // An ended key is no current one.
        #expect(
            refusedFirst { $0["authority.keys.1.until"] = time(0) }
                == .threshold(found: 2, keys: 1))
    }

    @Test("the staleness limit is from 1 second to 31 days")
    func staleness() throws {
        for seconds in ["0", "2678401"] {
            #expect(
                refusedFirst { $0["stalenessSeconds"] = .number(seconds) }?.keyword == "staleness")
        }
        #expect(try fixture.offerFirst { $0["stalenessSeconds"] = .number("2678400") } != nil)
    }

    @Test("members, channels and epochs are sorted, each listed once")
    func sorted() throws {
        for list in ["members", "channels"] {
            #expect(refusedFirst { $0[list + ".1"] = $0[list + ".0"] }?.keyword == "listed-twice")
            #expect(
                refusedFirst {
                    let first = $0[list + ".0"]
                    $0[list + ".0"] = $0[list + ".1"]
                    $0[list + ".1"] = first
                }?.keyword == "unordered")
        }
        #expect(
            refusedFirst { $0["members.0.logKeys.1"] = $0["members.0.logKeys.0"] }
                == .listedTwice("epoch e1 of member aurelle"))
    }

    @Test(
        "a role, key, prefix, seat or log end is listed once",
        arguments: [
            "members.0.roles", "members.0.cosignerKeys", "members.0.answerKeys",
            "members.0.tlsKeys", "members.0.gs1Prefixes", "members.0.codeSchemes",
            "channels.1.seats",
        ])
    func listedOnce(list: String) {
        #expect(refusedFirst { $0[list + ".1"] = $0[list + ".0"] }?.keyword == "listed-twice")
    }

    @Test("a log has one end")
    func oneEnd() throws {
        let refused = refusal {
            _ = try fixture.offerSecond({ draft in
                try draft.endSeat(
                    of: AllianceFixture.aurelle, in: AllianceFixture.luxury,
                    logEnds: [
                        AllianceFixture.origin(
                            AllianceFixture.aurelle, AllianceFixture.luxury): .void
                    ])
            }) { $0["members.0.logs.1"] = $0["members.0.logs.0"] }
        }
        #expect(refused == .listedTwice("end of log luxury/aurelle/e1"))
    }

    @Test("a member has at most one open seat in a channel")
    func oneSeat() {
        #expect(
            refusedFirst {
                $0["issuedAt"] = time(1)
                $0["channels.1.seats.1"] = $0["channels.1.seats.0"]
                $0["channels.1.seats.1.from"] = time(1)
            } == .listedTwice("seat of aurelle in channel luxury"))
    }

    @Test(
        "no 'from' or 'until' lies after the roster's own time, and none ends before it begins",
        arguments: [
            "authority.keys.0", "witnesses.0", "members.0", "members.0.roles.0",
            "members.0.cosignerKeys.0", "members.0.answerKeys.0", "members.0.tlsKeys.0",
            "members.0.gs1Prefixes.0", "members.0.codeSchemes.0", "channels.1.seats.0",
        ])
    func tenures(path: String) {
        #expect(refusedFirst { $0[path + ".from"] = time(1) }?.keyword == "tenure")
        #expect(refusedFirst { $0[path + ".until"] = time(1) }?.keyword == "tenure")
        #expect(
            refusedFirst {
                $0[path + ".until"] = .string("2025-12-31T23:59:59Z")
            }?.keyword == "tenure")
    }

    @Test("a key of one use is refused for another, also after it has ended")
    func keysHaveOneUse() throws {
        let key = try AllianceFixture.logKey(10).publicKey  // hub's log key
        let asAnswer = try VerifierKey(name: "x", algorithm: .ed25519, publicKey: key)
        let asCosigner = try VerifierKey(name: "x", algorithm: .cosignatureV1, publicKey: key)
        let raw = JSONValue.string(Base64.encode(key))
        let uses: [(String, JSONValue)] = [
            ("members.0.answerKeys.0.key", .string(asAnswer.description)),
            ("members.0.cosignerKeys.0.key", .string(asCosigner.description)),
            ("members.0.logKeys.0.key", raw), ("members.0.tlsKeys.0.spki", raw),
            ("members.2.answerKeys.0.key", .string(asAnswer.description)),
            ("witnesses.0.key", .string(asCosigner.description)),
        ]
        for (path, value) in uses {
            #expect(refusedFirst { $0[path] = value }?.keyword == "key-reused", "\(path)")
        }
        #expect(
            refusedFirst {
                $0["members.0.answerKeys.0.key"] = .string(asAnswer.description)
                $0["members.0.answerKeys.0.until"] = time(0)
            }?.keyword == "key-reused")
    }

    @Test("one key under two names, or one TLS key at two members, is refused")
    func keysHaveOneOwner() throws {
        let key = try AllianceFixture.signer("ipacc.example/other", seed: 1).verifierKey
        #expect(
            refusedFirst { $0["authority.keys.1.key"] = .string(key.description) }?.keyword
                == "key-reused")
        #expect(
            refusedFirst { $0["members.1.tlsKeys.0.spki"] = $0["members.0.tlsKeys.0.spki"] }?
                .keyword == "key-reused")
    }

    @Test("a key of the wrong signature type is refused for its use")
    func keyTypes() throws {
        let plain = JSONValue.string(
            try AllianceFixture.signer("plain", seed: 99).verifierKey.description)
        let cosigner = JSONValue.string(
            try AllianceFixture.signer("c", seed: 99, algorithm: .cosignatureV1).verifierKey
                .description)
        let uses = [
            ("authority.keys.0.key", cosigner), ("members.0.answerKeys.0.key", cosigner),
            ("members.0.cosignerKeys.0.key", plain), ("witnesses.0.key", plain),
        ]
        for (path, key) in uses {
            #expect(refusedFirst { $0[path] = key }?.keyword == "key-type", "\(path)")
        }
    }

    @Test("a log key of low order or in a second encoding is refused at admission")
    func weakKeys() {
        // The neutral element; a point of order 8; p + 1, which is another way to write 1.
        let weak = [
            "01" + String(repeating: "00", count: 31),
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
            "ee" + String(repeating: "ff", count: 30) + "7f",
        ]
        for hex in weak {
            let bytes = Hex.decode(hex) ?? []
            #expect(bytes.count == 32)
            #expect(
                refusedFirst { $0["members.0.logKeys.0.key"] = .string(Base64.encode(bytes)) }?
                    .keyword == "key-refused")
        }
    }

    @Test("the quorum is at least 1 + floor(2n/3) of the current witnesses")
    func quorum() throws {
        #expect([0, 1, 2, 3, 4, 6].map(Roster.quorumMin) == [1, 1, 2, 3, 3, 5])
        #expect(
            refusedFirst { $0["quorum"] = .number("0") } == .quorum(found: 0, min: 1))
        let outside = try AllianceFixture.signer("w", seed: 99, algorithm: .cosignatureV1)
        #expect(
            refusedFirst {
                $0["witnesses.1"] = .object([
                    "key": .string(outside.verifierKey.description), "from": time(0),
                ])
            } == .quorum(found: 1, min: 2))
    }

    @Test("a member whose key witnesses has the role, and a witness is listed once")
    func witnessRole() {
        #expect(
            refusedFirst { $0["members.2.roles.1.until"] = time(0) } == .witnessRole(member: "hub"))
        #expect(refusedFirst { $0["witnesses.1"] = $0["witnesses.0"] }?.keyword == "listed-twice")
    }

    @Test("every member has a seat in the channel of all")
    func seatOfAll() {
        #expect(
            refusedFirst { $0["channels.0.seats.0.until"] = time(0) } == .noSeat(member: "hub"))
        #expect(refusedFirst { $0["channels.0"] = nil }?.keyword == "no-seat")
    }

    @Test(
        "whoever has left has nothing open",
        arguments: [
            "roles", "cosignerKeys", "answerKeys", "tlsKeys", "gs1Prefixes", "codeSchemes", "",
        ])
    func nothingOpenAfterEnd(left open: String) {
        let refused = refusedFirst { json in
            json["members.0.until"] = time(0)
            for list in [
                "roles", "cosignerKeys", "answerKeys", "tlsKeys", "gs1Prefixes", "codeSchemes",
            ]
            where list != open {
                json["members.0.\(list).0.until"] = time(0)
            }
            json["channels.0.seats.0.until"] = time(0)
        }
        guard case .openAfterEnd("aurelle", _)? = refused else {
            Issue.record("\(String(describing: refused))")
            return
        }
    }

    @Test("a seat is a member's, and a log end is of a log that was")
    func strangers() {
        #expect(
            refusedFirst { $0["channels.1.seats.0.member"] = .string("nobody") }?.keyword
                == "unknown-member")
        let ends: [(String, String)] = [("luxury", "e2"), ("nowhere", "e1")]
        for (channel, epoch) in ends {
            #expect(
                refusedFirst {
                    $0["members.0.logs.0"] = .object([
                        "channel": .string(channel), "epoch": .string(epoch),
                        "until": .string("void"),
                    ])
                }?.keyword == "unknown-log")
        }
        #expect(
            refusedFirst {
                $0["members.1.logs.0"] = .object([
                    "channel": .string("luxury"), "epoch": .string("e1"), "until": .string("void"),
                ])
            } == .unknownLog(what: "'luxury/borealis/e1'"))
    }

    @Test(
        "overlapping prefixes are refused, of two members or of one",
        arguments: [(1, "4012345"), (1, "40123"), (1, "401234567890"), (0, "40123456")])
    func prefixOverlap(member: Int, prefix: String) {
        #expect(
            refusedFirst { json in
                let count = member == 0 ? 1 : 0
                json["members.\(member).gs1Prefixes.\(count)"] = .object([
                    "prefix": .string(prefix), "from": time(0),
                ])
            }?.keyword == "prefix-overlap")
    }

    @Test(
        "a code scheme is one member's at a time",
        arguments: [(0, 3, false), (1, 0, true), (1, 3, false)])
    func schemeOverlap(member: Int, from: UInt64, overlaps: Bool) throws {
        func edit(_ json: inout JSONValue) {
            json["issuedAt"] = time(5)
            json["members.0.codeSchemes.0.until"] = time(3)
            let later = JSONValue.object(["scheme": .string("aurelle-chip"), "from": time(from)])
            if member == 0 {
                json["members.0.codeSchemes.1"] = later
            } else {
                json["members.\(member).codeSchemes"] = .array([later])
            }
        }
        if overlaps {
            #expect(refusedFirst(edit)?.keyword == "scheme-overlap")
        } else {
            let owners = try fixture.offerFirst(edit)?.owners(ofScheme: "aurelle-chip")
            #expect(
                owners?.current
                    == (member == 0 ? AllianceFixture.aurelle : AllianceFixture.borealis))
        }
    }

    @Test("prefixes side by side, and one after another, do not overlap")
    func prefixHandover() throws {
        let roster = try fixture.offerFirst { json in
            json["issuedAt"] = time(5)
            json["members.0.gs1Prefixes.0.until"] = time(3)
            for (index, prefix) in ["4012345", "4012346", "0000012345670"].enumerated() {
                json["members.1.gs1Prefixes.\(index)"] = .object([
                    "prefix": .string(prefix), "from": time(3),
                ])
            }
        }
        let gtin = try GTIN(parsing: "04012345678901")
        #expect(roster?.owners(of: gtin).current == AllianceFixture.borealis)
        #expect(
            refusedFirst { json in
                json["issuedAt"] = time(5)
                json["members.0.gs1Prefixes.0.until"] = time(4)
                json["members.1.gs1Prefixes.0"] = .object([
                    "prefix": .string("4012345"), "from": time(3), "until": time(5),
                ])
            }?.keyword == "prefix-overlap")
    }
}
