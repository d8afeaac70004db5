import AllianceNames
import SignIn
import Statements
import Testing

@Suite struct AccessPolicyTests {
    private static let askers: [Asker] =
        Role.ofPeople.map { .person(roles: [$0]) }
        + [
            .machine(role: .readOnlyMachine), .ownSystem, .otherMember, .accountHolder, .stranger,
        ]
    private static let audiences: [Audience] =
        [.everybody, .members, .ownSystems, .reporters]
        + Permission.allCases.flatMap { [.people($0), .programs($0)] }

    /// By hand, one row for each who asks: what it may have of `people(…)`.
    private static let expected: [(Asker, Set<Permission>)] = [
        (.person(roles: [.investigator]), [.view, .export, .draft, .report]),
        (.person(roles: [.analyst]), [.view, .export, .draft]),
        (.person(roles: [.approver]), [.view, .export, .draft, .report, .approve]),
        (.person(roles: [.administrator]), [.view, .watch, .administer]),
        (.machine(role: .readOnlyMachine), [.view, .watch]),
        (.ownSystem, [.view, .export, .draft, .watch]),
        (.otherMember, []),
        (.accountHolder, []),
        (.stranger, []),
    ]

    @Test("each role has what the table says, and everybody who asks is in the table")
    func table() {
        #expect(Set(Self.expected.map(\.0)) == Set(Self.askers))
        for (asker, permissions) in Self.expected {
            for permission in Permission.allCases {
                let decision = AccessPolicy.decide(.people(permission), for: asker)
                #expect(
                    (decision == .allowed) == permissions.contains(permission),
                    "\(permission) for \(asker): \(decision)")
            }
        }
    }

    @Test("who has not said who it is, is asked; who has and may not, is refused")
    func refusals() {
        for audience in Self.audiences where audience != .everybody {
            #expect(AccessPolicy.decide(audience, for: .stranger) == .whoAreYou)
        }
        for audience in Self.audiences {
            #expect(AccessPolicy.decide(audience, for: .otherMember) != .whoAreYou)
        }
        #expect(AccessPolicy.decide(.members, for: .otherMember) == .allowed)
        #expect(AccessPolicy.decide(.ownSystems, for: .otherMember) == .refused)
        for asker in Self.askers {
            #expect(AccessPolicy.decide(.everybody, for: asker) == .allowed)
        }
    }

    @Test("in this member's name speak its people who may report and its own systems, and no token")
    func reporters() {
        for (asker, permissions) in Self.expected {
            let decision = AccessPolicy.decide(.reporters, for: asker)
            let isExpected = permissions.contains(.report) || asker == .ownSystem
            #expect((decision == .allowed) == isExpected, "\(asker): \(decision)")
        }
        #expect(AccessPolicy.decide(.reporters, for: .machine(role: .approver)) == .refused)
        #expect(AccessPolicy.decide(.reporters, for: .person(roles: [])) == .refused)
    }

    @Test("what programs read is for this member's systems and tokens, and for no person's session")
    func programs() {
        for (asker, permissions) in Self.expected {
            var isPerson = false
            if case .person = asker { isPerson = true }
            for permission in Permission.allCases {
                let decision = AccessPolicy.decide(.programs(permission), for: asker)
                #expect(
                    (decision == .allowed) == (!isPerson && permissions.contains(permission)),
                    "\(permission) for \(asker): \(decision)")
            }
        }
        #expect(AccessPolicy.decide(.programs(.view), for: .person(roles: [])) == .refused)
    }

    @Test("no certificate, no token and no other member's word signs, releases or administers")
    func nobodyElseSigns() {
        for asker in [
            Asker.ownSystem, .otherMember, .stranger,
            .machine(role: .approver), .machine(role: .administrator),
            .person(roles: [.readOnlyMachine]), .person(roles: []),
        ] {
            for permission in [Permission.report, .approve, .administer] {
                #expect(
                    AccessPolicy.decide(.people(permission), for: asker) != .allowed,
                    "\(permission) for \(asker)")
            }
        }
    }

    @Test("an account's pages are for its holder alone, who has nothing else")
    func accountHolders() {
        for asker in Self.askers {
            let decision = AccessPolicy.decide(.accountHolders, for: asker)
            #expect(decision == (asker == .accountHolder ? .allowed : .whoAreYou), "\(asker)")
        }
        for audience in Self.audiences where audience != .everybody {
            #expect(AccessPolicy.decide(audience, for: .accountHolder) == .refused)
        }
    }

    @Test("several roles give what any of them gives")
    func union() {
        for one in Role.ofPeople {
            for other in Role.ofPeople {
                #expect(
                    AccessPolicy.permissions(of: .person(roles: [one, other]))
                        == one.permissions.union(other.permissions))
            }
        }
    }

    @Test("a statement is shown in the channels that this member reads, red ones to persons only")
    func markings() {
        let policy = AccessPolicy(channels: [.alliance])
        let other = ChannelID(unchecked: "luxury")
        for asker in Self.askers {
            let views = AccessPolicy.permissions(of: asker).contains(.view)
            var isPerson = false
            if case .person = asker { isPerson = true }
            for marking in TLP.allCases {
                #expect(!policy.maySee(marking, in: other, asker))
                #expect(!policy.mayExport(marking, in: other, toOutside: false, asker))
                #expect(
                    policy.maySee(marking, in: .alliance, asker)
                        == (views && (marking != .red || isPerson)), "\(marking) \(asker)")
            }
        }
    }

    @Test("what a marking forbids is not exported")
    func exports() {
        let policy = AccessPolicy(channels: [.alliance])
        for asker in Self.askers {
            let exports = AccessPolicy.permissions(of: asker).contains(.export)
            for (marking, inside, outside) in [
                (TLP.clear, true, true), (.green, true, true), (.amber, true, true),
                (.amberStrict, true, false), (.red, false, false),
            ] {
                #expect(
                    policy.mayExport(marking, in: .alliance, toOutside: false, asker)
                        == (exports && inside), "\(marking) \(asker)")
                #expect(
                    policy.mayExport(marking, in: .alliance, toOutside: true, asker)
                        == (exports && outside), "\(marking) \(asker)")
            }
        }
    }
}
