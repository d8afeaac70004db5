/// Which objects say when they were created and modified. What was taken before this was asked for stays what it is.
///
/// Source: STIX 2.1 sections 3.2 (table of the common properties), 3.6 (versioning), 7.2.1 (markings).
extension STIXObjectHead {
    /// Domain objects and relationships, and what describes others. Observables have no times; an object of a type that
    /// STIX does not have may be one.
    private static let versionedTypes: Set<String> = [
        "attack-pattern", "campaign", "course-of-action", "grouping", "identity", "incident",
        "indicator", "infrastructure", "intrusion-set", "location", "malware", "malware-analysis",
        "note", "observed-data", "opinion", "report", "threat-actor", "tool", "vulnerability",
        "relationship", "sighting", "language-content", "extension-definition",
    ]

    package var hasTimes: Bool { (try? requireTimes()) != nil }

    /// - Throws: `STIXError.propertyMissing` where a time is missing without which nobody could tell which version of
    ///   the object is the newer one.
    package func requireTimes() throws(STIXError) {
        let isVersioned = Self.versionedTypes.contains(id.type)
        if isVersioned || id.type == "marking-definition", created == nil {
            throw .propertyMissing("created")
        }
        if isVersioned, modified == nil { throw .propertyMissing("modified") }
    }
}
