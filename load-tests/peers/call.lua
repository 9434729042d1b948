-- wrk sends one request over and over, as the environment describes it, and at the end prints a line for the suite:
-- requests, bytes, failures of any kind, microseconds.
function init(arguments)
   wrk.method = os.getenv("CALL_METHOD")
   wrk.headers["Authorization"] = os.getenv("CALL_AUTHORIZATION")
   local body = os.getenv("CALL_BODY")
   if body then
      wrk.headers["Content-Type"] = "application/json"
      wrk.body = body
   end
end

function done(summary, latency, requests)
   local errors = summary.errors
   print(string.format("SAMPLE %d %d %d %d", summary.requests, summary.bytes,
      errors.status + errors.connect + errors.read + errors.write + errors.timeout, summary.duration))
end
