package import Statements

/// The Traffic Light Protocol in STIX: the fixed markings of versions 1 and 2, and those that a
/// bundle defines before it uses them.
///
/// Source: STIX 2.1 sections 7.2.1.4 and 7.2.3; OASIS cti-stix-common-objects, extension definition TLP 2.0.
package struct STIXMarkings: Sendable {
    package init() {}

    private static let fixed: [String: TLP] = [
        "613f2e26-407d-48c7-9eca-b8e91df99dc9": .clear,
        "34098fce-860f-48ae-8e50-ebd3cc5e41da": .green,
        "f88d31f6-486f-44da-b317-01333bde0b82": .amber,
        "5e57c739-391a-4eb3-b6be-7d15ca92d5ed": .red,
        "94868c89-83c2-464b-929b-a1a8aa3c8487": .clear,
        "bab4a63c-aed9-4cf5-a766-dfca5abac2bb": .green,
        "55d920b0-5e8b-4f79-9ee9-91f868d9b421": .amber,
        "939a9414-2ddd-4d32-a0cd-375ea402b003": .amberStrict,
        "e828b379-4e03-4974-9ac4-e53a884c97c1": .red,
    ]
    private static let prefix = "marking-definition--"
    private static let learntMax = 256

    private var learnt: [String: TLP] = [:]

    package mutating func learn(_ marking: STIXObjectProperties) {
        guard learnt.count < Self.learntMax else { return }
        let names = marking.extensionTLPs + (marking.definedTLP.map { [$0] } ?? [])
        let found = names.compactMap { TLP(name: $0) }
        if let tlp = found.max() { learnt[marking.id] = tlp }
    }

    /// The narrowest marking that the object refers to, for the whole or for a part of it: a statement has one
    /// marking. What marks a part says nothing of the rest, so it never makes that wider. A marking that is not
    /// TLP, or not known, never makes it wider than the default.
    ///
    /// Source: STIX 2.1 section 7.2.3 (granular markings).
    package func tlp(of object: STIXObjectProperties, default: TLP) -> TLP {
        let whole = narrowest(object.markingRefs ?? [], default: `default`)
        let parts = object.granularMarkingRefs
        return parts.isEmpty ? whole : max(whole, narrowest(parts, default: `default`))
    }

    private func narrowest(_ refs: [String], default: TLP) -> TLP {
        let known = refs.compactMap {
            learnt[$0] ?? Self.fixed[String($0.dropFirst(Self.prefix.count))]
        }
        guard let narrowest = known.max() else { return `default` }
        return known.count == refs.count ? narrowest : max(narrowest, `default`)
    }
}
