-- For wrk: asks for the addresses of the file ADDRESSES, one a line, at random.
local requests = {}

function init()
  math.randomseed(os.time())
  for address in io.lines(os.getenv("ADDRESSES")) do
    requests[#requests + 1] = wrk.format("GET", address)
  end
end

function request()
  return requests[math.random(#requests)]
end
