-- What Envoy's Lua filter gives a script, as far as the shipped one uses it: the headers of a request,
-- whose names come once and in lower case, the metadata of the filters before it, and an answer of its own.

local function headers_of(list)
  local headers = { list = list, reading = false }

  local function must_not_be_read()
    if headers.reading then error("header map cannot be modified while iterating") end
  end

  function headers:get(name)
    for _, header in ipairs(self.list) do
      if header.name == name then return header.value end
    end
    return nil
  end

  function headers:add(name, value)
    must_not_be_read()
    table.insert(self.list, { name = name, value = value })
  end

  function headers:remove(name)
    must_not_be_read()
    for place = #self.list, 1, -1 do
      if self.list[place].name == name then table.remove(self.list, place) end
    end
  end

  function headers:replace(name, value)
    self:remove(name)
    self:add(name, value)
  end

  return headers
end

local pairs_of_tables = pairs

function pairs(of)
  if of.list == nil then return pairs_of_tables(of) end
  local place = 0
  of.reading = true
  return function()
    place = place + 1
    local header = of.list[place]
    if header == nil then
      of.reading = false
      return nil
    end
    return header.name, header.value
  end
end

-- Runs the script on a request; what comes back has the headers in their order, and the status of an answer
-- of the script's own when it gave one.
function on_request(list, checked)
  local handle = { request = headers_of(list) }

  function handle:headers() return self.request end

  function handle:streamInfo()
    return { dynamicMetadata = function()
      return { get = function(_, filter)
        return filter == "envoy.filters.http.ext_authz" and next(checked) and checked or nil
      end }
    end }
  end

  function handle:respond(headers, body)
    self.status, self.body = headers[":status"], body
  end

  envoy_on_request(handle)
  return { headers = handle.request.list, status = handle.status, body = handle.body }
end

-- The same for an answer; its body is read as a whole.
function on_response(list, body)
  local handle = { response = headers_of(list), whole = body }

  function handle:headers() return self.response end

  function handle:body()
    return { setBytes = function(_, bytes)
      handle.whole = bytes
      handle.response:replace("content-length", tostring(#bytes))
      return #bytes
    end }
  end

  envoy_on_response(handle)
  return { headers = handle.response.list, body = handle.whole }
end
