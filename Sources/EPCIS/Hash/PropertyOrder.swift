/// In what order the fields of an event are hashed. `children` is empty for a field that has only a
/// value; what stands in none of these rows is an extension.
///
/// Source: CBV 2.0, section 8.9.2, as the reference implementation reads it: lists of business
/// transactions, sources and destinations come after all other standard fields, sorted by name with
/// `ilmd`.
struct PropertyOrder: Sendable {
    let name: String
    let isTime: Bool
    let children: [PropertyOrder]

    private init(_ name: String, isTime: Bool = false, _ children: [PropertyOrder] = []) {
        self.name = name
        self.isTime = isTime
        self.children = children
    }

    private static func fields(_ names: String...) -> [PropertyOrder] {
        names.map {
            PropertyOrder($0, isTime: ["eventTime", "time", "startTime", "endTime"].contains($0))
        }
    }

    private static let epc = fields("epc")
    private static let quantity = [
        PropertyOrder("quantityElement", fields("epcClass", "quantity", "uom"))
    ]
    private static let sensor = [
        PropertyOrder(
            "sensorElement",
            [
                PropertyOrder(
                    "sensorMetadata",
                    fields(
                        "time", "startTime", "endTime", "deviceID", "deviceMetadata", "rawData",
                        "dataProcessingMethod", "bizRules")),
                PropertyOrder(
                    "sensorReport",
                    fields(
                        "type", "exception", "deviceID", "deviceMetadata", "rawData",
                        "dataProcessingMethod", "time", "microorganism", "chemicalSubstance",
                        "value", "component", "stringValue", "booleanValue", "hexBinaryValue",
                        "uriValue", "minValue", "maxValue", "meanValue", "sDev", "percRank",
                        "percValue", "uom", "coordinateReferenceSystem")),
            ])
    ]

    static let event: [PropertyOrder] =
        fields("eventTime", "eventTimeZoneOffset", "certificationInfo", "parentID")
        + [
            PropertyOrder("epcList", epc), PropertyOrder("inputEPCList", epc),
            PropertyOrder("childEPCs", epc), PropertyOrder("quantityList", quantity),
            PropertyOrder("childQuantityList", quantity),
            PropertyOrder("inputQuantityList", quantity), PropertyOrder("outputEPCList", epc),
            PropertyOrder("outputQuantityList", quantity),
        ]
        + fields("action", "transformationID", "bizStep", "disposition")
        + [
            PropertyOrder("persistentDisposition", fields("set", "unset")),
            PropertyOrder("readPoint", fields("id")), PropertyOrder("bizLocation", fields("id")),
            PropertyOrder("sensorElementList", sensor),
        ]

    /// What no hash covers: when it was recorded, what it is called, that it was declared wrong.
    static let unhashed: Set = ["recordTime", "eventID", "type", "errorDeclaration"]
}
