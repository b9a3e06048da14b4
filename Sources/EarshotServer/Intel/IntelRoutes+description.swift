extension IntelRoutes {
    /// The OpenAPI 3.1 description of these routes.
    static let description = """
        {"openapi":"3.1.0","info":{"title":"Earshot threat intelligence","version":"1"},
        "security":[{"token":[]}],
        "components":{"securitySchemes":{"token":{"type":"http","scheme":"bearer",
        "description":"A token of scope query: earshot token add NAME --scope query."}},
        "parameters":{"live":{"name":"live","in":"query","schema":{"type":"boolean","default":false},
        "description":"Ask the services that there are keys for, as far as their quotas allow, when the cached answer is old."}},
        "schemas":{"Error":{"type":"object","properties":{"error":{"type":"object","properties":{"code":{"type":"string"},
        "message":{"type":"string"},"hint":{"type":"string"}}}}},
        "Verdict":{"type":"object","description":"From all sources together; times are seconds since 1970, 0: not told.",
        "properties":{"score":{"type":"integer","minimum":0,"maximum":100},"original":{"type":"integer",
        "description":"The score before suppressions."},"confidence":{"type":"integer"},"category":{"type":"string"},
        "name":{"type":"string"},"isActive":{"type":"boolean"},"firstReported":{"type":"integer"},
        "lastReported":{"type":"integer"},"sources":{"type":"array","items":{"type":"string"}},
        "labels":{"type":"array","items":{"type":"string"}},"reasons":{"type":"array","items":{"type":"string"}},
        "suppressions":{"type":"array","items":{"type":"string"}}}},
        "Entry":{"type":"object","properties":{"source":{"type":"string"},"value":{"type":"string"},
        "category":{"type":"string"},"name":{"type":"string"},"confidence":{"type":"integer"},
        "firstSeen":{"type":"integer"},"lastSeen":{"type":"integer"},"validUntil":{"type":"integer"},
        "created":{"type":"integer"},"modified":{"type":"integer"}}},
        "Lookup":{"type":"object","properties":{"service":{"type":"string"},"asked":{"type":"integer"},
        "score":{"type":"integer"},"summary":{"type":"string"},"answer":{"type":"string",
        "description":"The service's answer as it came."}}},
        "Report":{"type":"object","required":["value","kind","risk","score","entries","lookups"],
        "properties":{"value":{"type":"string"},"kind":{"type":"string"},
        "risk":{"type":"string","enum":["none","low","medium","high"]},"score":{"type":"integer"},
        "verdict":{"$ref":"#/components/schemas/Verdict"},
        "entries":{"type":"array","items":{"$ref":"#/components/schemas/Entry"}},
        "lookups":{"type":"array","items":{"$ref":"#/components/schemas/Lookup"}},
        "notAsked":{"type":"object","additionalProperties":{"type":"string"}},
        "enrichments":{"type":"object","additionalProperties":{"type":"string"}}}}},
        "responses":{"Report":{"description":"What is known.","content":{"application/json":{"schema":
        {"$ref":"#/components/schemas/Report"}}}},
        "Error":{"description":"What is wrong and what to do.","content":{"application/json":{"schema":
        {"$ref":"#/components/schemas/Error"}}}}}},
        "paths":{\(path("ip", "ip", "An IPv4 or IPv6 address.")),
        \(path("domain", "name", "A domain or host name.")),
        \(path("hash", "hash", "MD5, SHA-1 or SHA-256 in hexadecimal digits."))}}
        """

    private static func path(_ kind: String, _ argument: String, _ what: String) -> String {
        """
        "/api/v1/intel/\(kind)/{\(argument)}":{"get":{"operationId":"intel_\(kind)",
        "summary":"What is known about it: verdict with reasons, entries of lists, answers of services.",
        "parameters":[{"name":"\(argument)","in":"path","required":true,"description":"\(what)","schema":{"type":"string"}},
        {"$ref":"#/components/parameters/live"}],
        "responses":{"200":{"$ref":"#/components/responses/Report"},"400":{"$ref":"#/components/responses/Error"},
        "401":{"$ref":"#/components/responses/Error"},"503":{"$ref":"#/components/responses/Error"}}}}
        """
    }
}
