import AllianceNames

/// The cast of the demo. The names are invented; the prefixes are GS1's own example range.
struct DemoMember {
    let id: String
    let name: String
    let role: String
    let trade: String
    let prefixes: [String]
    /// Channels besides `alliance`.
    let channels: [String]

    static let hub = DemoMember(
        id: "bazario", name: "Bazario Marketplaces", role: "platform", trade: "the platform, hub",
        prefixes: [], channels: ["luxury", "desk-maison-verel"])
    static let luxury = DemoMember(
        id: "maison-verel", name: "Maison Verel", role: "brand", trade: "luxury",
        prefixes: ["9521001"], channels: ["luxury", "desk-maison-verel"])
    static let electronics = DemoMember(
        id: "norvik", name: "Norvik", role: "brand", trade: "electronics",
        prefixes: ["9521002"], channels: [])
    static let nutrition = DemoMember(
        id: "vitalon", name: "Vitalon", role: "brand", trade: "nutrition",
        prefixes: ["9521003"], channels: [])
    static let confectionery = DemoMember(
        id: "cocoa-lane", name: "Cocoa Lane", role: "brand", trade: "confectionery",
        prefixes: ["9521004"], channels: [])
    static let investigator = DemoMember(
        id: "ivory-gate", name: "Ivory Gate Investigations", role: "investigator",
        trade: "investigator", prefixes: [], channels: ["luxury"])

    static let all = [hub, luxury, electronics, nutrition, confectionery, investigator]
    /// The platform and two brands, which do not depend on each other.
    static let witnesses = [hub, luxury, electronics]
    static let brands = [luxury, electronics, nutrition, confectionery]
}
