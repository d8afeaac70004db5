import AllianceNames
import Replication
import TestAlliance
import Testing

@Suite struct PollPlanTests {
    private let names = (0..<9).map { "m\($0)" }

    private func alliance(hubs: [String]) throws -> TestAlliance {
        let alliance = try TestAlliance(members: names, channels: [:])
        for (place, name) in names.enumerated() {
            try alliance.changeMember(name) {
                $0.port = 4_000 + place
                $0.isPlatform = hubs.contains(name)
            }
        }
        return alliance
    }

    @Test("beside the platform two others are polled, which two depends on the lot")
    func withHub() throws {
        let roster = try alliance(hubs: ["m0"]).roster
        var drawn: Set<[MemberID]> = []
        for lot: UInt64 in 0..<40 {
            let plan = PollPlan(of: MemberID(unchecked: "m5"), in: roster, lot: lot)
            #expect(plan.hubs.map(\.rawValue) == ["m0"])
            #expect(plan.peers.count == 3 && plan.peers.contains(MemberID(unchecked: "m0")))
            #expect(!plan.peers.contains(MemberID(unchecked: "m5")))
            drawn.insert(plan.peers)
        }
        #expect(drawn.count > 10)
    }

    @Test("where no platform passes logs on, none is left to chance")
    func withoutHub() throws {
        let all = Set(names.map(MemberID.init(unchecked:)))
        for (hubs, isSilent) in [([], false), (["m0"], true)] {
            let roster = try alliance(hubs: hubs).roster
            for lot: UInt64 in 0..<10 {
                for name in names where name != "m0" {
                    let member = MemberID(unchecked: name)
                    let plan = PollPlan(of: member, in: roster, lot: lot, isHubSilent: isSilent)
                    #expect(Set(plan.peers) == all.subtracting([member]))
                }
            }
        }
    }

    @Test(
        "whoever reads a channel that no platform may read is polled by all that read it, whatever the lot"
    )
    func channelWithoutPlatform() throws {
        let readers = ["m2", "m4", "m5", "m7"]
        let alliance = try TestAlliance(
            members: names, channels: ["closed": Set(readers), "open": ["m0", "m1", "m3", "m5"]])
        for (place, name) in names.enumerated() {
            try alliance.changeMember(name) {
                $0.port = 4_000 + place
                $0.isPlatform = name == "m0"
            }
        }
        let roster = alliance.roster
        for lot: UInt64 in 0..<20 {
            for name in readers {
                let plan = PollPlan(of: MemberID(unchecked: name), in: roster, lot: lot)
                let polled = Set(plan.peers.map(\.rawValue))
                #expect(polled.isSuperset(of: readers.filter { $0 != name } + ["m0"]))
                #expect(polled.count <= 1 + 3 + PollPlan.othersMin)
            }
            #expect(PollPlan(of: MemberID(unchecked: "m1"), in: roster, lot: lot).peers.count == 3)
        }
    }

    @Test("the platform polls everybody, its other nodes among them")
    func platform() throws {
        let roster = try alliance(hubs: ["m0", "m1"]).roster
        let plan = PollPlan(of: MemberID(unchecked: "m0"), in: roster, lot: 1)
        #expect(plan.peers.count == 8)
        #expect(plan.hubs.map(\.rawValue) == ["m1"])
    }
}
